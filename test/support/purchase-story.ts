import type { Kysely } from 'kysely';
import type { Database } from '../../db/database.ts';
import { countHistory } from '../../db/spending-usage/count-history.ts';
import { saveUsage } from '../../db/spending-usage/save.ts';
import {
  captureHold,
  captureWithoutHold,
  fundIssuingBalance,
  refundCapture,
  releaseHold,
} from '../../domain/ledger/templates.ts';
import type { Movement } from '../../domain/ledger/transfer.ts';
import { approve, book, type CardBooks, openCardBooks } from './card-books.ts';
import { holdOpenedBy, usd } from './ledger-fixtures.ts';

/** One of everything that a card does, each named for what it leaves in the books. */
export interface PurchaseStory {
  readonly books: CardBooks;
  readonly funding: Movement;
  /** 100.00 held. */
  readonly open: Movement;
  /** 200.00 held, of which 50.00 were captured: 150.00 are held anew. */
  readonly partCaptured: Movement;
  readonly part: Movement;
  /** 30.00 held and released. */
  readonly reversed: Movement;
  readonly release: Movement;
  /** 40.00 held and captured, 10.00 of it refunded. */
  readonly captured: Movement;
  readonly capture: Movement;
  readonly refund: Movement;
  /** 5.00 that nothing held. */
  readonly forced: Movement;
}

export async function tellPurchaseStory(db: Kysely<Database>): Promise<PurchaseStory> {
  const books = await openCardBooks(db);
  const funding = await book(db, books, { transfers: fundIssuingBalance(books, usd(1000_00n)) });
  const open = await approve(db, books, usd(100_00n));
  const partCaptured = await approve(db, books, usd(200_00n));
  const reversed = await approve(db, books, usd(30_00n));
  const captured = await approve(db, books, usd(40_00n));

  const part = await book(db, books, {
    transfers: captureHold(holdOpenedBy(partCaptured), usd(50_00n), { toCome: true }),
    authorization: { id: authorizationOf(partCaptured), status: 'pending', amount: 150_00n },
    cleared: -50_00n,
  });
  const release = await book(db, books, {
    transfers: releaseHold(holdOpenedBy(reversed)),
    authorization: { id: authorizationOf(reversed), status: 'reversed', amount: 0n },
  });
  const closed = { id: authorizationOf(captured), status: 'closed', amount: 40_00n } as const;
  const capture = await book(db, books, {
    transfers: captureHold(holdOpenedBy(captured), usd(40_00n), { toCome: false }),
    authorization: closed,
    cleared: -40_00n,
  });
  const refund = await book(db, books, {
    transfers: refundCapture(books, usd(10_00n)),
    authorization: closed,
    cleared: 10_00n,
  });
  const forced = await book(db, books, {
    transfers: captureWithoutHold(books, usd(5_00n)),
    cleared: -5_00n,
  });
  await countForLimits(db, books);
  return {
    books,
    funding,
    open,
    partCaptured,
    part,
    reversed,
    release,
    captured,
    capture,
    refund,
    forced,
  };
}

/** What the card, its cardholder and the program have used in all: 335.00. */
async function countForLimits(db: Kysely<Database>, { scope, cardId, cardholderId }: CardBooks) {
  const owners = [cardId, cardholderId, scope.accountId].map((ownerId) => ({ scope, ownerId }));
  const signatures = ['all_time'] as const;
  const asked = owners.map((owner) => ({ ...owner, signatures, at: 0 }));
  const counted = await countHistory(db, asked);
  const usage = owners.map((owner, index) => ({ ...owner, counters: counted[index] ?? {} }));
  await db.transaction().execute((trx) => saveUsage(trx, usage));
}

function authorizationOf({ authorizationId }: Movement) {
  if (authorizationId) return authorizationId;
  throw new Error('the movement of a purchase names its authorization');
}
