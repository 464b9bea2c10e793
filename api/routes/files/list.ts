import * as z from 'zod';
import { listFiles as readFiles } from '../../../db/files/list.ts';
import { viewFiles } from '../../../db/files/views.ts';
import { FILE_PURPOSES } from '../../../domain/file/purpose.ts';
import { createdFilter, listInput } from '../../input.ts';
import { query } from '../../operation.ts';
import { listAnswer } from '../../page.ts';
import { viewpointOf } from '../../viewpoint.ts';
import { file, fileToWire } from '../../wire/file.ts';
import { listOf } from '../../wire/list.ts';

const path = '/v1/files';

export const listFiles = query(
  {
    method: 'get',
    path,
    summary: 'List files',
    params: z.strictObject({}),
    input: listInput({
      created: createdFilter().optional(),
      purpose: z.enum(FILE_PURPOSES).optional(),
    }),
    response: listOf(file),
  },
  async ({ input, scope }, deps) => {
    const { db } = deps;
    const { rows, hasMore } = await readFiles(db, scope, input);
    const page = { rows: await viewFiles(db, scope, rows), hasMore };
    const viewpoint = await viewpointOf(deps, { db, scope });
    return listAnswer(path, page, (view) => fileToWire(view, viewpoint));
  },
);
