import * as z from 'zod';
import { listWaitingCredits } from '../../../../db/funding/bank-credits.ts';
import type { BankCreditRow } from '../../../../db/tables/push-funding.ts';
import { bankCreditWorkflowId } from '../../../../workflows/bank-credit/contract.ts';
import { type BankCreditCase, bankCreditToWire } from '../../../wire/bank-credit.ts';
import { parseForm } from '../../../form.ts';
import { parseInput } from '../../../parse-input.ts';
import { type ListDeps, pageInput, parseCursor } from '../waiting.ts';

const input = z.strictObject(pageInput);

/** Money that waits in suspense for a person, in every account, longest first. */
export async function listHeldCredits({ db, workflowUrl }: ListDeps, search: string) {
  const { limit, starting_after: cursor } = parseInput(input, parseForm(search));
  const after = parseCursor('bankCredit', cursor);
  const rows = await listWaitingCredits(db, { after, limit: limit + 1 });
  const toWire = (row: BankCreditRow): BankCreditCase => ({
    object: 'bank_credit_case',
    account: row.account_id,
    bank_credit: bankCreditToWire(row),
    workflow_url: workflowUrl(bankCreditWorkflowId(row.id)),
  });
  const data = rows.slice(0, limit).map(toWire);
  return { object: 'list', data, has_more: rows.length > limit, url: '/v1/operator/bank_credits' };
}
