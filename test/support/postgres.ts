import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import { inject } from 'vitest';
import type { Database } from '../../db/database.ts';
import { openDatabase } from '../../db/open.ts';
import { asAdministrator, dropDatabase, urlOf } from './database-template.ts';
import { ready } from './prepared.ts';

export interface TestDatabase {
  readonly url: string;
  /** As the API and the worker see it: without the right to change what happened. */
  readonly db: Kysely<Database>;
  /** As its owner, for the test that must break what the product cannot. */
  readonly owner: Kysely<Database>;
  readonly close: () => Promise<void>;
}

/** A migrated, empty database that no other test sees. Close it in `afterAll`. */
export async function openTestDatabase(): Promise<TestDatabase> {
  const serverUrl = inject('databaseUrl');
  const template = ready(inject('databaseTemplate'));
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asAdministrator(serverUrl, (client) =>
    client.query(`create database ${name} template ${template}`),
  );
  const url = urlOf(serverUrl, name);
  const db = openDatabase({ url });
  const owner = openDatabase({ url, as: 'owner', max: 2 });
  const close = async (): Promise<void> => {
    await Promise.all([db.destroy(), owner.destroy()]);
    await dropDatabase(serverUrl, name);
  };
  return { url, db, owner, close };
}
