import * as z from 'zod';
import { getFile } from '../../../db/files/find.ts';
import { text } from '../../input.ts';
import { command } from '../../operation.ts';
import { fileLink, fileLinkToWire } from '../../wire/file-link.ts';
import { linkDetails, makeFileLink } from './make.ts';

export const createFileLink = command(
  {
    method: 'post',
    path: '/v1/file_links',
    summary: 'Create a link to a file, for who has no key',
    params: z.strictObject({}),
    input: z.strictObject({ ...linkDetails, file: text() }),
    response: fileLink,
  },
  async ({ input, scope, work }, { publicUrl }) => {
    const file = await getFile(work.trx, scope, { id: input.file });
    const link = await makeFileLink(work, file, { ...input, param: 'file' });
    return fileLinkToWire(link, { publicUrl, now: work.now });
  },
);
