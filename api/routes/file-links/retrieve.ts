import * as z from 'zod';
import { getFileLink } from '../../../db/file-links/get.ts';
import { query } from '../../operation.ts';
import { viewpointOf } from '../../viewpoint.ts';
import { fileLink, fileLinkToWire } from '../../wire/file-link.ts';

export const retrieveFileLink = query(
  {
    method: 'get',
    path: '/v1/file_links/:link',
    summary: 'Retrieve a link to a file',
    params: z.strictObject({ link: z.string() }),
    input: z.strictObject({}),
    response: fileLink,
  },
  async ({ params, scope }, deps) => {
    const { db } = deps;
    const link = await getFileLink(db, scope, params.link);
    return fileLinkToWire(link, await viewpointOf(deps, { db, scope }));
  },
);
