import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import { asAdministrator, dropDatabase, urlOf } from './database-template.ts';

export interface EmptyDatabase {
  readonly url: string;
  readonly drop: () => Promise<void>;
}

/** A database in which nothing is, not even the schema, for tests of what makes it. */
export async function createEmptyDatabase(): Promise<EmptyDatabase> {
  const serverUrl = inject('databaseUrl');
  const name = `empty_${randomBytes(6).toString('hex')}`;
  await asAdministrator(serverUrl, (client) => client.query(`create database ${name}`));
  return { url: urlOf(serverUrl, name), drop: () => dropDatabase(serverUrl, name) };
}
