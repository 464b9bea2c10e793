import type { Kysely } from 'kysely';
import { getCardholder } from '../../../../db/cardholders/get.ts';
import { getCard } from '../../../../db/cards/get.ts';
import { findPhysicalCard } from '../../../../db/cards/list-stuck.ts';
import type { Database } from '../../../../db/database.ts';
import { failure } from '../../../../domain/errors.ts';
import { parseId } from '../../../../domain/ids.ts';
import {
  SHIPPING_UPDATES,
  type ShippingCommand,
} from '../../../../workflows/card-fulfillment/contract.ts';
import { cardToWire, type IssuingCard } from '../../../wire/issuing-card.ts';
import type { WorkflowUpdates } from '../../../workflow-updates.ts';

interface CommandDeps {
  readonly db: Kysely<Database>;
  readonly workflows: WorkflowUpdates;
}

/**
 * Says of a card what the bureau or the carrier has said in some other way than by their ports, and answers
 * with the card as that left it.
 */
export async function commandFulfillment(
  { db, workflows }: CommandDeps,
  command: ShippingCommand,
  card: string,
): Promise<IssuingCard> {
  const id = parseId('card', card);
  const row = id && (await findPhysicalCard(db, id));
  if (!row) throw failure('resource_missing', { object: 'physical card', id: card });
  const scope = { accountId: row.account_id, livemode: row.livemode };
  const workflow = { scope, kind: 'card_fulfillment', objectId: row.id } as const;
  await workflows.execute(workflow, SHIPPING_UPDATES[command]);
  const cardholder = await getCardholder(db, scope, row.cardholder_id);
  return cardToWire(await getCard(db, scope, row.id), cardholder);
}
