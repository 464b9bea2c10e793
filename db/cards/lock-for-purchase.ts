import { failure } from '../../domain/errors.ts';
import { parseId } from '../../domain/ids.ts';
import {
  type AccountRow,
  type IssuingCardholderRow,
  type IssuingCardRow,
  owned,
} from '../database.ts';
import type { UnitOfWork } from '../unit-of-work.ts';

export interface CardForPurchase {
  readonly card: IssuingCardRow;
  readonly cardholder: IssuingCardholderRow;
  readonly account: AccountRow;
}

/**
 * The card that is to pay, locked until the end of the database transaction: two purchases with one
 * card follow one another, and its status cannot change under a decision. Cards come first in the
 * order of locks. The cardholder is read and not locked: a change that commits later is decided on later.
 *
 * @throws `resource_missing` when the account has no such card.
 */
export async function lockCardForPurchase(
  { trx, scope }: UnitOfWork,
  text: string,
): Promise<CardForPurchase> {
  const id = parseId('card', text);
  const card =
    id &&
    (await trx
      .selectFrom('issuing_card')
      .selectAll()
      .where((eb) => eb.and({ ...owned(scope), id }))
      .forNoKeyUpdate()
      .executeTakeFirst());
  if (!card)
    throw failure('resource_missing', { object: 'issuing card', id: text }, { param: 'card' });
  const cardholder = await trx
    .selectFrom('issuing_cardholder')
    .selectAll()
    .where((eb) => eb.and({ ...owned(scope), id: card.cardholder_id }))
    .executeTakeFirstOrThrow();
  const account = await trx
    .selectFrom('account')
    .selectAll()
    .where('id', '=', scope.accountId)
    .executeTakeFirstOrThrow();
  return { card, cardholder, account };
}
