import { insertFileLink } from '../../../db/file-links/insert.ts';
import { toJson } from '../../../db/json.ts';
import type { FileLinkRow, FileRow } from '../../../db/tables/file.ts';
import { newId, type UnitOfWork } from '../../../db/unit-of-work.ts';
import { failure } from '../../../domain/errors.ts';
import { isExpired } from '../../../domain/file/expiry.ts';
import { rulesOf } from '../../../domain/file/purpose.ts';
import { mergeMetadata, type Metadata } from '../../../domain/metadata.ts';
import { randomDigits } from '../../../infra/ids.ts';
import { unixTime } from '../../input.ts';
import { metadata } from '../../metadata.ts';

/** What may be said of a link when it is made. */
export const linkDetails = {
  expires_at: unixTime().optional(),
  metadata: metadata().optional(),
};

/** 238 bits that nobody can guess. */
const TOKEN_DIGITS = 40;

interface NewLink {
  readonly expires_at?: number | undefined;
  readonly metadata?: Metadata | null | undefined;
  /** Which parameter is at fault when the file can have no link. */
  readonly param: string;
}

/** @throws `parameter_invalid` for a file that nobody may read again, or a time that has passed. */
export async function makeFileLink(
  work: UnitOfWork,
  file: FileRow,
  { expires_at: expiresAt, metadata: given, param }: NewLink,
): Promise<FileLinkRow> {
  if (!rulesOf(file.purpose).isDownloadable)
    throw refused(`A file for ${file.purpose} can have no link.`, param);
  if (isExpired(file.expires_at, work.now))
    throw refused(`The file ${file.id} has expired.`, param);
  return insertFileLink(work, {
    account_id: file.account_id,
    livemode: file.livemode,
    id: newId(work, 'fileLink'),
    created_at: work.now,
    file_id: file.id,
    token: randomDigits(TOKEN_DIGITS),
    expires_at: expiresAt === undefined ? null : futureTime(expiresAt, work.now),
    metadata: toJson(mergeMetadata({}, given)),
  });
}

/** @throws `parameter_invalid` unless it is still to come. */
export function futureTime(unixSeconds: number, now: Date): Date {
  const at = new Date(unixSeconds * 1_000);
  if (at > now) return at;
  throw refused('The time must be in the future.', 'expires_at');
}

const refused = (problem: string, param: string) =>
  failure('parameter_invalid', { problem }, { param });
