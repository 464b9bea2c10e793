import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { type Kysely, type Migration, type MigrationProvider, Migrator, sql } from 'kysely';
import type { Database } from '../database.ts';
import { eventsAreBehind, rebaseEvents } from '../events/rebase.ts';
import { openDatabase } from '../open.ts';

const folder = new URL('../migrations/', import.meta.url);

const sqlFiles: MigrationProvider = {
  async getMigrations() {
    const names = (await readdir(folder)).filter((name) => name.endsWith('.sql'));
    const read = async (name: string): Promise<readonly [string, Migration]> => {
      const text = await readFile(new URL(name, folder), 'utf8');
      return [withHash(name, text), { up: async (db) => void (await sql.raw(text).execute(db)) }];
    };
    return Object.fromEntries(await Promise.all(names.map(read)));
  },
};

/** With its text in its name, a migration that is edited after it ran is missing, and refused as that. */
function withHash(name: string, text: string): string {
  const hash = createHash('sha256').update(text).digest('hex').slice(0, HASH_DIGITS);
  return `${name}@${hash}`;
}
const HASH_DIGITS = 16;
/** What a restored database needs besides, as it is named among the migrations. */
const REBASE = 'the order of events in a restored database';
const fileOf = (name: string): string => name.slice(0, -HASH_DIGITS - 1);

/**
 * Brings the schema to the newest version, forward only, and answers with the names of what it
 * applied. Safe to run from many processes at once: one applies under an advisory lock, the others
 * wait and find nothing to do. All of it is one database transaction: a crash leaves the old schema.
 *
 * Not a migration, but done with them: a database that was restored into another cluster gets an order of
 * events that goes on where it stood.
 *
 * @throws when a migration that has run was edited or removed, and when one fails.
 */
export async function migrate(databaseUrl: string): Promise<readonly string[]> {
  return withMigrator(databaseUrl, async (migrator, db) => {
    const { error, results = [] } = await migrator.migrateToLatest();
    if (error !== undefined) throw new Error(sentence(error), { cause: error });
    const applied = results.map(({ migrationName }) => fileOf(migrationName));
    return (await rebaseEvents(db)) ? [...applied, REBASE] : applied;
  });
}

/** What `migrate` would apply. A process that finds something here must not serve: it would fail half-way. */
export const pendingMigrations = (databaseUrl: string): Promise<readonly string[]> =>
  withMigrator(databaseUrl, async (migrator, db) => {
    const migrations = await migrator.getMigrations();
    const pending = migrations.filter(({ executedAt }) => !executedAt);
    if (pending.length > 0) return pending.map(({ name }) => fileOf(name));
    return (await eventsAreBehind(db)) ? [REBASE] : [];
  });

/** Kysely has no class for a history that does not fit: its first words are all there is. */
const sentence = (error: unknown): string =>
  error instanceof Error && error.message.startsWith('corrupted migrations')
    ? 'This database ran a migration that this release has not, or has edited since. Use the release that has it; a migration is never edited, a new one is added.'
    : 'The migration failed; nothing of it stays.';

async function withMigrator<T>(
  databaseUrl: string,
  act: (migrator: Migrator, db: Kysely<Database>) => Promise<T>,
): Promise<T> {
  // No bound on a statement: neither an index on a large table, nor the wait for another who migrates,
  // may be cut off. The bound on a lock stays: nobody queues behind a migration that waits for one.
  const db = openDatabase({ url: databaseUrl, max: 2, as: 'owner', statementMsMax: 0 });
  try {
    return await act(
      new Migrator({
        db,
        provider: sqlFiles,
        migrationTableName: 'schema_migration',
        migrationLockTableName: 'schema_migration_lock',
      }),
      db,
    );
  } finally {
    await db.destroy();
  }
}
