import type { Kysely } from 'kysely';
import type { Database } from '../../../../db/database.ts';
import { findOpenBalance, getNegativeBalance } from '../../../../db/funding/negative-balances.ts';
import { failure } from '../../../../domain/errors.ts';
import { writeOffUpdate } from '../../../../workflows/negative-balance/contract.ts';
import { type NegativeBalance, negativeBalanceToWire } from '../../../wire/negative-balance.ts';
import type { WorkflowUpdates } from '../../../workflow-updates.ts';

interface DecideDeps {
  readonly db: Kysely<Database>;
  readonly workflows: WorkflowUpdates;
}

/** Takes the loss, and answers with the negative balance as that left it. Its workflow refuses it before its day. */
export async function writeOffBalance(
  { db, workflows }: DecideDeps,
  id: string,
): Promise<NegativeBalance> {
  const open = await findOpenBalance(db, id);
  if (!open) throw failure('resource_missing', { object: 'open negative balance', id });
  const scope = { accountId: open.account_id, livemode: open.livemode };
  const workflow = { scope, kind: 'negative_balance', objectId: open.id } as const;
  await workflows.execute(workflow, writeOffUpdate);
  return negativeBalanceToWire(await getNegativeBalance(db, scope, open.id));
}
