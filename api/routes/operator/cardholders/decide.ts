import type { Kysely } from 'kysely';
import { getCardholder } from '../../../../db/cardholders/get.ts';
import { findListedCardholder } from '../../../../db/cardholders/list-listed.ts';
import type { Database } from '../../../../db/database.ts';
import { failure } from '../../../../domain/errors.ts';
import { parseId } from '../../../../domain/ids.ts';
import {
  clearCardholderUpdate,
  rejectCardholderUpdate,
} from '../../../../workflows/cardholder-screening/contract.ts';
import { cardholderToWire, type IssuingCardholder } from '../../../wire/issuing-cardholder.ts';
import type { WorkflowUpdates } from '../../../workflow-updates.ts';

interface DecideDeps {
  readonly db: Kysely<Database>;
  readonly workflows: WorkflowUpdates;
}

const DECISIONS = {
  clearCardholder: clearCardholderUpdate,
  rejectCardholder: rejectCardholderUpdate,
} as const;

/**
 * Gives a person's decision to the workflow that waits for it, and answers with the cardholder as the
 * decision left it. Said twice, the second time it is refused: nobody waits any more.
 */
export async function decideScreening(
  { db, workflows }: DecideDeps,
  decision: keyof typeof DECISIONS,
  cardholder: string,
): Promise<IssuingCardholder> {
  const id = parseId('cardholder', cardholder);
  const listed = id && (await findListedCardholder(db, id));
  if (!listed) throw failure('resource_missing', { object: 'listed cardholder', id: cardholder });
  const scope = { accountId: listed.account_id, livemode: listed.livemode };
  await workflows.execute(
    { scope, kind: 'cardholder_screening', objectId: listed.id },
    DECISIONS[decision],
  );
  return cardholderToWire(await getCardholder(db, scope, listed.id));
}
