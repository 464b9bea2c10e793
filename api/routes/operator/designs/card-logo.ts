import { getFile } from '../../../../db/files/find.ts';
import { failure } from '../../../../domain/errors.ts';
import { download, type DownloadDeps } from '../../files/download.ts';
import { findDesign } from './decide.ts';

/** The logo of a design, for who reviews it and has no key of its account. */
export async function cardLogo(deps: DownloadDeps, text: string): Promise<Response> {
  const { card_logo_id: id, account_id: accountId, livemode } = await findDesign(deps.db, text);
  if (id === null) throw failure('resource_missing', { object: 'card logo', id: text });
  return download(deps, await getFile(deps.db, { accountId, livemode }, { id }));
}
