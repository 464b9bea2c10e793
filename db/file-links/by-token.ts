import type { Kysely } from 'kysely';
import type { Database } from '../database.ts';
import type { FileRow } from '../tables/file.ts';

/** A file as somebody without a key finds it. */
export interface LinkedFile {
  readonly file: FileRow;
  /** Null: the link never expires. The file itself may. */
  readonly linkExpiresAt: Date | null;
}

/** Of every account: who knows the token needs to know nothing else. */
export async function findByToken(
  db: Kysely<Database>,
  token: string,
): Promise<LinkedFile | undefined> {
  const found = await db
    .selectFrom('file_link as link')
    .innerJoin('file', (join) =>
      join.onRef('file.account_id', '=', 'link.account_id').onRef('file.id', '=', 'link.file_id'),
    )
    .selectAll('file')
    .select('link.expires_at as link_expires_at')
    .where('link.token', '=', token)
    .executeTakeFirst();
  if (!found) return undefined;
  const { link_expires_at: linkExpiresAt, ...file } = found;
  return { file, linkExpiresAt };
}
