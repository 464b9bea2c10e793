import type { FileRow } from '../../../db/tables/file.ts';
import { accountNow } from '../../../db/test-clocks/account-now.ts';
import { findByToken } from '../../../db/file-links/by-token.ts';
import { getFile } from '../../../db/files/find.ts';
import { failure } from '../../../domain/errors.ts';
import { mediaTypeOf } from '../../../domain/file/content-type.ts';
import { isExpired } from '../../../domain/file/expiry.ts';
import { rulesOf } from '../../../domain/file/purpose.ts';
import type { Scope } from '../../../domain/scope.ts';
import { nowDate } from '../../../infra/clock.ts';
import type { Authenticate } from '../../authenticate.ts';
import { checkActsFor } from '../../authenticate.ts';
import type { AppContext } from '../../observe.ts';
import type { ApiDeps } from '../../operation.ts';

export type DownloadDeps = Pick<ApiDeps, 'clock' | 'db' | 'fileStore'>;

/** What a file holds, for who has the key of its account. */
export const fileContents =
  (deps: DownloadDeps, authenticate: Authenticate) =>
  async (c: AppContext): Promise<Response> => {
    const scope = await authenticate(c.req.header('Authorization'));
    c.set('scope', scope);
    checkActsFor(scope, c.req.header('Stripe-Account'));
    const file = await getFile(deps.db, scope, { id: c.req.param('file') ?? '' });
    if (isExpired(file.expires_at, await nowOf(deps, scope))) throw expired(file);
    return download(deps, file);
  };

/** The same for who knows a link. What is wrong with one that leads nowhere is not told. */
export const linkedContents =
  (deps: DownloadDeps) =>
  async (c: AppContext): Promise<Response> => {
    const linked = await findByToken(deps.db, c.req.param('token') ?? '');
    if (!linked) throw noLink();
    const { file, linkExpiresAt } = linked;
    const now = await nowOf(deps, { accountId: file.account_id, livemode: file.livemode });
    if (isExpired(linkExpiresAt, now) || isExpired(file.expires_at, now)) throw noLink();
    return download(deps, file);
  };

const nowOf = ({ db, clock }: DownloadDeps, scope: Scope): Promise<Date> =>
  accountNow(db, scope, nowDate(clock));

/** What a file holds, for who was found to have a right to it. */
export async function download({ db, fileStore }: DownloadDeps, file: FileRow): Promise<Response> {
  if (!rulesOf(file.purpose).isDownloadable) {
    const problem = `A file for ${file.purpose} cannot be read again.`;
    throw failure('permission_denied', { problem });
  }
  const place = { accountId: file.account_id, livemode: file.livemode, fileId: file.id };
  const content = await fileStore(db).get(place);
  if (!content) throw failure('service_unavailable', { problem: 'The file store lost the file.' });
  return new Response(new Uint8Array(content), { headers: headersOf(file) });
}

/** Whatever a file holds, a browser saves it, under the type that it was found to be, and runs nothing. */
const headersOf = ({ filename, type, size }: FileRow): Record<string, string> => ({
  'Content-Type': mediaTypeOf(type),
  'Content-Length': String(size),
  'Content-Disposition': `attachment; filename="${filename.replaceAll(/[^ -~]/g, '_')}"; filename*=UTF-8''${encoded(filename)}`,
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "default-src 'none'; sandbox",
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'private, no-store',
});

/** What a header's value may have and `encodeURIComponent` leaves as it is. */
const encoded = (filename: string): string =>
  encodeURIComponent(filename).replaceAll(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );

const expired = ({ id }: FileRow) => failure('resource_missing', { object: 'file upload', id });
const noLink = () => failure('resource_missing', { object: 'file link', id: '…' });
