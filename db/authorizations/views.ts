import type { Kysely } from 'kysely';
import { invariant } from '../../domain/invariant.ts';
import type { Scope } from '../../domain/scope.ts';
import { findCards } from '../cards/find.ts';
import { type CardView, viewCards } from '../cards/views.ts';
import {
  type Database,
  type IssuingAuthorizationRow,
  type IssuingTransactionRow,
  owned,
} from '../database.ts';
import type { BalanceTransactionLine } from '../tables/ledger.ts';

/** An authorization with all that its wire object embeds. */
export interface AuthorizationView extends CardView {
  readonly authorization: IssuingAuthorizationRow;
  /** Oldest first, as they happened. */
  readonly balanceTransactions: readonly BalanceTransactionLine[];
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
  const cards = await findCards(
    db,
    scope,
    authorizations.map(({ card_id }) => card_id),
  );
  const cardViews = await viewCards(db, scope, cards);
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

  const byCard = new Map(cardViews.map((view) => [view.card.id, view]));
  return authorizations.map((authorization) => {
    const cardView = byCard.get(authorization.card_id);
    invariant(cardView, `${authorization.id} has lost its card`);
    const belongs = ({ authorization_id }: { authorization_id: string | null }): boolean =>
      authorization_id === authorization.id;
    return {
      ...cardView,
      authorization,
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
  invariant(view, 'one authorization gives one view');
  return view;
}
