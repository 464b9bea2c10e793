import * as z from 'zod';
import { owned } from '../../../db/database.ts';
import { recordEvent } from '../../../db/events/record.ts';
import { insertFile } from '../../../db/files/insert.ts';
import { newId } from '../../../db/unit-of-work.ts';
import { expiryOf } from '../../../domain/file/expiry.ts';
import { toFilename } from '../../../domain/file/filename.ts';
import { rulesOf, UPLOAD_PURPOSES } from '../../../domain/file/purpose.ts';
import { boolean, text } from '../../input.ts';
import { uploadCommand } from '../../operation.ts';
import { file, fileToWire } from '../../wire/file.ts';
import { linkDetails, makeFileLink } from '../file-links/make.ts';
import { checkUpload } from './check-upload.ts';

/** The SDKs send this to their own host for files: that host is this API. */
export const createFile = uploadCommand(
  {
    method: 'post',
    path: '/v1/files',
    summary: 'Upload a file',
    params: z.strictObject({}),
    input: z.strictObject({
      file: text(),
      file_link_data: z.strictObject({ create: boolean(), ...linkDetails }).optional(),
      purpose: z.enum(UPLOAD_PURPOSES),
    }),
    response: file,
  },
  async ({ input, upload, scope, work }, { fileStore, publicUrl }) => {
    const { purpose, file_link_data: link } = input;
    const { content, sha256 } = upload;
    const type = checkUpload(content, purpose);
    const row = await insertFile(work, {
      ...owned(scope),
      id: newId(work, 'file'),
      created_at: work.now,
      purpose,
      filename: toFilename(upload.filename),
      type,
      size: content.length,
      sha256,
      expires_at: expiryOf(rulesOf(purpose).expiresAfterDays, work.now),
    });
    await fileStore(work.trx).put({ ...scope, fileId: row.id }, content);
    const links = link?.create
      ? [await makeFileLink(work, row, { ...link, param: 'file_link_data' })]
      : [];
    const viewpoint = { publicUrl, now: work.now };
    const object = fileToWire({ file: row, links, hasMoreLinks: false }, viewpoint);
    await recordEvent(work, { type: 'file.created', object });
    return object;
  },
);
