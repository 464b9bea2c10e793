import { type Kysely, sql } from 'kysely';
import type { StuckReason } from '../../domain/card/stuck.ts';
import type { CardId } from '../../domain/ids.ts';
import type { Database, IssuingCardRow } from '../database.ts';

export interface StuckCard {
  readonly card: IssuingCardRow;
  readonly reason: StuckReason;
}

/** The conditions of the index `issuing_card_needs_person`, word for word: else it would not be used. */
const reason = sql<StuckReason | null>`case
  when shipping_status = 'pending'
    and shipping -> 'address_validation' ->> 'result' = 'likely_undeliverable' then 'no_address'
  when shipping_status = 'submitted' and ordered_at is null then 'no_answer'
  when shipping_status = 'failure' and replaced_by is null
    and shipment ->> 'owed_for' is not null then 'not_replaced'
  when shipping_status = 'returned' and replaced_by is null and status <> 'canceled' then 'returned'
  end`;
const isStuck = sql<boolean>`(
  (shipping_status = 'pending'
    and shipping -> 'address_validation' ->> 'result' = 'likely_undeliverable')
  or (shipping_status = 'submitted' and ordered_at is null)
  or (shipping_status = 'failure' and replaced_by is null and shipment ->> 'owed_for' is not null)
  or (shipping_status = 'returned' and replaced_by is null and status <> 'canceled'))`;

interface Page {
  readonly after: CardId | undefined;
  readonly limit: number;
}

/**
 * The cards that will not arrive unless a person does something, oldest first, of every account: only the
 * operator may ask, so no scope is given. A card that was just submitted is among them for a moment.
 */
export async function listStuckCards(
  db: Kysely<Database>,
  { after, limit }: Page,
): Promise<readonly StuckCard[]> {
  const stuck = db.selectFrom('issuing_card').selectAll().select(reason.as('reason'));
  const rest = after === undefined ? stuck : stuck.where('id', '>', after);
  const rows = await rest.where(isStuck).orderBy('id').limit(limit).execute();
  return rows.flatMap(({ reason: why, ...card }) => (why === null ? [] : [{ card, reason: why }]));
}

/** Any physical card, whoever has it. */
export const findPhysicalCard = async (
  db: Kysely<Database>,
  id: CardId,
): Promise<IssuingCardRow | undefined> =>
  db
    .selectFrom('issuing_card')
    .selectAll()
    .where('id', '=', id)
    .where('type', '=', 'physical')
    .executeTakeFirst();
