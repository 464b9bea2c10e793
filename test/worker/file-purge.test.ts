import { afterAll, beforeAll, expect, test } from 'vitest';
import { owned } from '../../db/database.ts';
import { fileStoreInPostgres } from '../../db/files/content.ts';
import { insertFile } from '../../db/files/insert.ts';
import { type FileId, makeId } from '../../domain/ids.ts';
import { purgeExpiredFiles } from '../../worker/file-purge.ts';
import { bindClock, turnClock } from '../support/bind-clock.ts';
import { openTestDatabase, type TestDatabase } from '../support/postgres.ts';
import { inWork, nextUnique, openProgram, type Program } from '../support/program.ts';

const NOW_MS = Date.UTC(2027, 0, 15, 12);
let database: TestDatabase;
let program: Program;
beforeAll(async () => {
  database = await openTestDatabase();
  program = await openProgram(database.db, 0n);
});
afterAll(() => database.close());

const purge = (atMs: number) =>
  purgeExpiredFiles({
    db: database.db,
    clock: { nowMs: () => atMs },
    fileStore: fileStoreInPostgres,
  });

async function file(expiresAtMs: number | null): Promise<FileId> {
  const { scope } = program;
  const id = makeId('file', nextUnique());
  await inWork(database.db, scope, async (work) => {
    await insertFile(work, {
      ...owned(scope),
      id,
      created_at: work.now,
      purpose: 'dispute_evidence',
      filename: 'a.pdf',
      type: 'pdf',
      size: 1,
      sha256: Buffer.alloc(32),
      expires_at: expiresAtMs === null ? null : new Date(expiresAtMs),
    });
    await fileStoreInPostgres(work.trx).put({ ...scope, fileId: id }, Buffer.from('a'));
  });
  return id;
}
const isHeld = async (fileId: FileId): Promise<boolean> =>
  (await fileStoreInPostgres(database.db).get({ ...program.scope, fileId })) !== undefined;

test('what a file held is removed once it has expired, and not before', async () => {
  const [expired, due, later, never] = [
    await file(NOW_MS - 1_000),
    await file(NOW_MS),
    await file(NOW_MS + 1),
    await file(null),
  ];
  expect(await purge(NOW_MS)).toBe(false);
  expect(await Promise.all([expired, due, later, never].map(isHeld))).toEqual([
    false,
    false,
    true,
    true,
  ]);
  expect(await purge(NOW_MS)).toBe(false);
});

/** Risk: an account on a test clock loses a file that it can still read. */
test('a file of an account on a test clock is held until it has expired by that clock as well', async () => {
  const { db } = database;
  await bindClock(db, program.scope, new Date(NOW_MS - 60_000));
  const id = await file(NOW_MS - 30_000);
  await purge(NOW_MS);
  expect(await isHeld(id)).toBe(true);
  await turnClock(db, program.scope, new Date(NOW_MS - 30_000));
  await purge(NOW_MS);
  expect(await isHeld(id)).toBe(false);
});
