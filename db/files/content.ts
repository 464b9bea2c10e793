import type { Kysely } from 'kysely';
import type { FileId } from '../../domain/ids.ts';
import type { Scope } from '../../domain/scope.ts';
import { type Database, owned } from '../database.ts';

/** Whose file, and which. */
interface Place extends Scope {
  readonly fileId: FileId;
}

/**
 * Keeps what files hold beside their rows: one backup has both, and one database transaction writes both. It
 * is `providers/file-store` as Postgres does it.
 */
export const fileStoreInPostgres = (db: Kysely<Database>) => ({
  async put({ fileId, ...scope }: Place, content: Buffer): Promise<void> {
    await db
      .insertInto('file_content')
      .columns(['account_id', 'livemode', 'id', 'content', 'created_at'])
      .expression((eb) =>
        eb
          .selectFrom('file')
          .select((row) => [
            'account_id',
            'livemode',
            'id',
            row.val(content).as('content'),
            'created_at',
          ])
          .where((row) => row.and({ ...owned(scope), id: fileId })),
      )
      // The same content: it was put before, and its answer was lost.
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  },

  async get({ fileId, ...scope }: Place): Promise<Buffer | undefined> {
    const found = await db
      .selectFrom('file_content')
      .select('content')
      .where((eb) => eb.and({ ...owned(scope), id: fileId }))
      .executeTakeFirst();
    return found?.content;
  },

  async remove({ fileId, ...scope }: Place): Promise<void> {
    await db
      .deleteFrom('file_content')
      .where((eb) => eb.and({ ...owned(scope), id: fileId }))
      .execute();
  },
});
