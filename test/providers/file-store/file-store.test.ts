import { afterAll, beforeAll, expect, test } from 'vitest';
import { owned } from '../../../db/database.ts';
import { fileStoreInPostgres } from '../../../db/files/content.ts';
import { insertFile } from '../../../db/files/insert.ts';
import { makeId } from '../../../domain/ids.ts';
import type { FilePlace } from '../../../providers/file-store/port.ts';
import { openTestDatabase, type TestDatabase } from '../../support/postgres.ts';
import { inWork, nextUnique, openProgram, type Program } from '../../support/program.ts';
import { fileStoreContract } from './contract.ts';

let database: TestDatabase;
let program: Program;
beforeAll(async () => {
  database = await openTestDatabase();
  program = await openProgram(database.db, 0n);
});
afterAll(() => database.close());

async function place(): Promise<FilePlace> {
  const { scope } = program;
  const fileId = makeId('file', nextUnique());
  await inWork(database.db, scope, (work) =>
    insertFile(work, {
      ...owned(scope),
      id: fileId,
      created_at: work.now,
      purpose: 'pci_document',
      filename: 'a.pdf',
      type: 'pdf',
      size: 1,
      sha256: Buffer.alloc(32),
      expires_at: null,
    }),
  );
  return { ...scope, fileId };
}

fileStoreContract('Postgres', () => ({ store: fileStoreInPostgres(database.db), place }));

/** Risk: a file that is listed and cannot be read, or bytes that nobody can find. */
test('what is put in a database transaction that fails was never put', async () => {
  const at = await place();
  const failing = inWork(database.db, program.scope, async ({ trx }) => {
    await fileStoreInPostgres(trx).put(at, Buffer.from('a'));
    throw new Error('and then it fails');
  });
  await expect(failing).rejects.toThrow('and then it fails');
  expect(await fileStoreInPostgres(database.db).get(at)).toBeUndefined();
});
