import type { Kysely } from 'kysely';
import type { Database } from '../../db/database.ts';
import { type AuthorizationId, makeId } from '../../domain/ids.ts';
import { type Hold, type Movement, openedHold } from '../../domain/ledger/transfer.ts';
import {
  book as write,
  type Booking,
  type CardBooks,
  openCardBooks,
} from '../support/card-books.ts';
import { nextUnique } from '../support/ledger-fixtures.ts';
import { type Book, type Command, EMPTY, type Step, take } from './model.ts';
import { transfersFor } from './transfers-for.ts';

export const BOOK_COUNT = 3;

interface Purchase {
  readonly id: AuthorizationId;
  readonly hold?: Hold;
}

/** One book of the model, and where it stands in Postgres. */
export interface Played {
  readonly books: CardBooks;
  readonly book: Book;
  readonly purchases: ReadonlyMap<number, Purchase>;
  readonly movements: readonly Movement[];
}

/** Two currencies of one tenant, and another tenant: what one does must not show in the others. */
export async function newBooks(db: Kysely<Database>): Promise<readonly Played[]> {
  const usd = await openCardBooks(db);
  const eur = await openCardBooks(db, 'eur', usd.scope);
  const other = await openCardBooks(db);
  const fresh = { book: EMPTY, purchases: new Map(), movements: [] };
  return [usd, eur, other].map((books) => ({ books, ...fresh }));
}

/** Does what the command says, and gives how its book stands afterwards. */
export async function play(
  db: Kysely<Database>,
  played: Played,
  command: Command,
): Promise<Played> {
  const { book, step } = take(played.book, command);
  if (!step) return played;
  const { books, purchases } = played;
  if (!('hold' in step)) {
    const movement = await write(db, books, {
      transfers: transfersFor(step, books, undefined),
      ...(step.kind !== 'fund' && { cleared: step.kind === 'refund' ? step.amount : -step.amount }),
    });
    return { ...played, book, movements: [...played.movements, movement] };
  }
  const purchase = purchases.get(step.hold) ?? { id: makeId('authorization', nextUnique()) };
  const movement = await write(db, books, {
    transfers: transfersFor(step, books, purchase.hold),
    authorization: { id: purchase.id, ...standing(step, { before: played.book, after: book }) },
    ...(step.kind === 'capture' && { cleared: -step.amount }),
  });
  const hold = openedHold(movement);
  const { id } = purchase;
  return {
    ...played,
    book,
    purchases: new Map([...purchases, [step.hold, hold ? { id, hold } : { id }]]),
    movements: [...played.movements, movement],
  };
}

/** How the product leaves an authorization after each step. */
function standing(
  step: Step & { readonly hold: number },
  { before, after }: { readonly before: Book; readonly after: Book },
): Omit<NonNullable<Booking['authorization']>, 'id'> {
  const amount = after.held.get(step.hold) ?? 0n;
  if (amount > 0n || (step.kind === 'capture' && step.toCome)) return { status: 'pending', amount };
  if (step.kind === 'capture')
    return { status: 'closed', amount: before.held.get(step.hold) ?? 0n };
  return { status: 'reversed', amount };
}
