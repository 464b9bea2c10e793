import type { Kysely } from 'kysely';
import type { Scope } from '../../domain/scope.ts';
import {
  type BalanceTransactionRow,
  type Database,
  type IssuingAuthorizationRow,
  type IssuingCardholderRow,
  type IssuingCardRow,
  type IssuingTransactionRow,
  owned,
} from '../database.ts';

/** An authorization with all that its wire object embeds. */
export interface AuthorizationView {
  readonly authorization: IssuingAuthorizationRow;
  readonly card: IssuingCardRow;
  readonly cardholder: IssuingCardholderRow;
  /** Oldest first, as they happened. */
  readonly balanceTransactions: readonly BalanceTransactionRow[];
  readonly transactions: readonly IssuingTransactionRow[];
}

/** Completes authorizations, in their order, with four queries however many there are. */
export async function viewAuthorizations(
  db: Kysely<Database>,
  scope: Scope,
  authorizations: readonly IssuingAuthorizationRow[],
): Promise<AuthorizationView[]> {
  if (authorizations.length === 0) return [];
  const ids = authorizations.map(({ id }) => id);
  const cardIds = authorizations.map(({ card_id }) => card_id);
  const cardholderIds = authorizations.map(({ cardholder_id }) => cardholder_id);
  const cards = await db
    .selectFrom('issuing_card')
    .selectAll()
    .where((eb) => eb.and([eb.and(owned(scope)), eb('id', 'in', cardIds)]))
    .execute();
  const cardholders = await db
    .selectFrom('issuing_cardholder')
    .selectAll()
    .where((eb) => eb.and([eb.and(owned(scope)), eb('id', 'in', cardholderIds)]))
    .execute();
  const balanceTransactions = await db
    .selectFrom('balance_transaction')
    .selectAll()
    .where((eb) => eb.and([eb.and(owned(scope)), eb('authorization_id', 'in', ids)]))
    .orderBy('id')
    .execute();
  const transactions = await db
    .selectFrom('issuing_transaction')
    .selectAll()
    .where((eb) => eb.and([eb.and(owned(scope)), eb('authorization_id', 'in', ids)]))
    .orderBy('id')
    .execute();

  const cardById = new Map(cards.map((card) => [card.id, card]));
  const cardholderById = new Map(cardholders.map((cardholder) => [cardholder.id, cardholder]));
  return authorizations.flatMap((authorization) => {
    const card = cardById.get(authorization.card_id);
    const cardholder = cardholderById.get(authorization.cardholder_id);
    // Foreign keys promise both.
    if (!card || !cardholder) return [];
    const belongs = ({ authorization_id }: { authorization_id: string | null }): boolean =>
      authorization_id === authorization.id;
    return {
      authorization,
      card,
      cardholder,
      balanceTransactions: balanceTransactions.filter(belongs),
      transactions: transactions.filter(belongs),
    };
  });
}

export async function viewAuthorization(
  db: Kysely<Database>,
  scope: Scope,
  authorization: IssuingAuthorizationRow,
): Promise<AuthorizationView> {
  const [view] = await viewAuthorizations(db, scope, [authorization]);
  if (!view) throw new Error(`${authorization.id} has lost its card`);
  return view;
}
