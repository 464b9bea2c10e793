import { authorizationToWire } from '../api/wire/issuing-authorization.ts';
import { cardToWire } from '../api/wire/issuing-card.ts';
import { transactionToWire } from '../api/wire/issuing-transaction.ts';
import type { AuthorizationView } from '../db/authorizations/views.ts';
import type { CardView } from '../db/cards/views.ts';
import type { IssuingTransactionRow } from '../db/database.ts';
import { recordEvent } from '../db/events/record.ts';
import type { UnitOfWork } from '../db/unit-of-work.ts';

interface ToldStep {
  readonly before: AuthorizationView;
  readonly after: AuthorizationView;
  readonly transaction?: IssuingTransactionRow | undefined;
}

/** The issuing transaction is told before the authorization that embeds it (contract, Annex B). */
export async function tellStep(
  work: UnitOfWork,
  { before, after, transaction }: ToldStep,
): Promise<void> {
  if (transaction) await tellTransaction(work, transaction);
  const [previous, object] = [authorizationToWire(before), authorizationToWire(after)];
  await recordEvent(work, { type: 'issuing_authorization.updated', object, previous });
}

/** Of one that was just cleared. */
export const tellTransaction = (
  work: UnitOfWork,
  transaction: IssuingTransactionRow,
): Promise<unknown> =>
  recordEvent(work, {
    type: 'issuing_transaction.created',
    object: transactionToWire(transaction),
  });

export const tellCard = (
  work: UnitOfWork,
  { before, after }: { readonly before: CardView; readonly after: CardView },
): Promise<unknown> =>
  recordEvent(work, {
    type: 'issuing_card.updated',
    object: cardToWire(after.card, after.cardholder),
    previous: cardToWire(before.card, before.cardholder),
  });
