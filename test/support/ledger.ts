import type { Kysely } from 'kysely';
import { expect } from 'vitest';
import type { Database } from '../../db/database.ts';
import { verifyLedger } from '../../db/verify-ledger/verify-ledger.ts';

/** Fails with the name of the first thing in the ledger that is wrong. */
export async function expectBooksInOrder(db: Kysely<Database>): Promise<void> {
  const { wrong } = await verifyLedger(db);
  expect(wrong).toBeUndefined();
}
