import * as z from 'zod';
import type { Kysely } from 'kysely';
import { findWaitingCredit, getBankCredit } from '../../../../db/funding/bank-credits.ts';
import type { Database } from '../../../../db/database.ts';
import type { BankCreditRow } from '../../../../db/tables/push-funding.ts';
import { failure } from '../../../../domain/errors.ts';
import { parseId } from '../../../../domain/ids.ts';
import { attachUpdate, returnToSenderUpdate } from '../../../../workflows/bank-credit/contract.ts';
import { parseForm } from '../../../form.ts';
import { text } from '../../../input.ts';
import { parseInput } from '../../../parse-input.ts';
import { type BankCredit, bankCreditToWire } from '../../../wire/bank-credit.ts';
import type { WorkflowUpdates } from '../../../workflow-updates.ts';

interface DecideDeps {
  readonly db: Kysely<Database>;
  readonly workflows: WorkflowUpdates;
}

const input = z.strictObject({ account: text() });

/** Gives money that nobody could place to an account, and answers with the credit as that left it. */
export async function attachHeldCredit(
  deps: DecideDeps,
  id: string,
  body: string,
): Promise<BankCredit> {
  const { account } = parseInput(input, parseForm(body));
  const accountId = parseId('account', account);
  if (!accountId)
    throw failure('resource_missing', { object: 'account', id: account }, { param: 'account' });
  const held = await waitingCredit(deps, id);
  await deps.workflows.execute(workflowOf(held), attachUpdate, { accountId });
  return asItStands(deps, held);
}

/** Sends it back to where it came from. */
export async function returnHeldCredit(deps: DecideDeps, id: string): Promise<BankCredit> {
  const held = await waitingCredit(deps, id);
  await deps.workflows.execute(workflowOf(held), returnToSenderUpdate);
  return asItStands(deps, held);
}

async function waitingCredit({ db }: DecideDeps, credit: string): Promise<BankCreditRow> {
  const id = parseId('bankCredit', credit);
  const row = id && (await findWaitingCredit(db, id));
  if (row) return row;
  throw failure('resource_missing', { object: 'held bank credit', id: credit });
}

const scopeOf = ({ account_id: accountId, livemode }: BankCreditRow) => ({ accountId, livemode });

const workflowOf = (row: BankCreditRow) =>
  ({ scope: scopeOf(row), kind: 'bank_credit', objectId: row.id }) as const;

const asItStands = async ({ db }: DecideDeps, row: BankCreditRow): Promise<BankCredit> =>
  bankCreditToWire(await getBankCredit(db, scopeOf(row), row.id));
