import * as z from 'zod';
import { listFileLinks as readFileLinks } from '../../../db/file-links/list.ts';
import { boolean, createdFilter, listInput, text } from '../../input.ts';
import { query } from '../../operation.ts';
import { listAnswer } from '../../page.ts';
import { viewpointOf } from '../../viewpoint.ts';
import { fileLink, fileLinkToWire } from '../../wire/file-link.ts';
import { listOf } from '../../wire/list.ts';

const path = '/v1/file_links';

export const listFileLinks = query(
  {
    method: 'get',
    path,
    summary: 'List links to files',
    params: z.strictObject({}),
    input: listInput({
      created: createdFilter().optional(),
      expired: boolean().optional(),
      file: text().optional(),
    }),
    response: listOf(fileLink),
  },
  async ({ input: { expired, ...input }, scope }, deps) => {
    const { db } = deps;
    const viewpoint = await viewpointOf(deps, { db, scope });
    const standing = expired === undefined ? undefined : { is: expired, at: viewpoint.now };
    const page = await readFileLinks(db, scope, { ...input, expired: standing });
    return listAnswer(path, page, (link) => fileLinkToWire(link, viewpoint));
  },
);
