import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { CardId } from '../../domain/ids.ts';
import { invariant } from '../../domain/invariant.ts';
import type { Scope } from '../../domain/scope.ts';
import type { CardView } from '../cards/views.ts';
import type { Database } from '../database.ts';
import { cardholderOf, cardOf, joinedColumns, type JoinedColumns } from './joined-columns.ts';

/** A card of the tenant with its cardholder, as both are now, in one round trip. */
export async function readPayer(
  db: Kysely<Database>,
  scope: Scope,
  cardId: CardId,
): Promise<CardView> {
  const { rows } = await statement(scope, cardId).execute(db);
  const card = rows[0] && cardOf(rows[0]);
  const cardholder = rows[0] && cardholderOf(rows[0]);
  invariant(card && cardholder, `${cardId} is there, and so is its cardholder`);
  return { card, cardholder };
}

const statement = (
  { accountId, livemode }: Scope,
  cardId: CardId,
): RawBuilder<JoinedColumns> => sql`
  /* prepared: read_payer */
  select ${joinedColumns}
  from issuing_card card
  join issuing_cardholder cardholder
    on cardholder.account_id = card.account_id and cardholder.id = card.cardholder_id
  join account on account.id = card.account_id
  left join issuing_settings settings
    on settings.account_id = card.account_id and settings.livemode = card.livemode
  where card.account_id = ${accountId} and card.livemode = ${livemode} and card.id = ${cardId}`;
