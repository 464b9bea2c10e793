import { readdir, readFile } from 'node:fs/promises';
import { type Migration, type MigrationProvider, Migrator, sql } from 'kysely';
import { openDatabase } from '../open.ts';

const folder = new URL('../migrations/', import.meta.url);

const sqlFiles: MigrationProvider = {
  async getMigrations() {
    const names = (await readdir(folder)).filter((name) => name.endsWith('.sql'));
    const read = async (name: string): Promise<readonly [string, Migration]> => {
      const text = await readFile(new URL(name, folder), 'utf8');
      return [name, { up: async (db) => void (await sql.raw(text).execute(db)) }];
    };
    return Object.fromEntries(await Promise.all(names.map(read)));
  },
};

/**
 * Brings the schema to the newest version, forward only, and answers with the names of what it
 * applied. Safe to run from many processes at once: one applies under an advisory lock, the others
 * wait and find nothing to do. All of it is one database transaction: a crash leaves the old schema.
 */
export async function migrate(databaseUrl: string): Promise<readonly string[]> {
  return withMigrator(databaseUrl, async (migrator) => {
    const { error, results = [] } = await migrator.migrateToLatest();
    if (error !== undefined)
      throw new Error('The migration failed; nothing of it stays.', { cause: error });
    return results.map(({ migrationName }) => migrationName);
  });
}

/** What `migrate` would apply. A process that finds something here must not serve: it would fail half-way. */
export const pendingMigrations = (databaseUrl: string): Promise<readonly string[]> =>
  withMigrator(databaseUrl, async (migrator) => {
    const migrations = await migrator.getMigrations();
    return migrations.filter(({ executedAt }) => !executedAt).map(({ name }) => name);
  });

async function withMigrator<T>(
  databaseUrl: string,
  act: (migrator: Migrator) => Promise<T>,
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
    );
  } finally {
    await db.destroy();
  }
}
