import * as z from 'zod';
import { getFile } from '../../../db/files/find.ts';
import { viewFiles } from '../../../db/files/views.ts';
import { query } from '../../operation.ts';
import { viewpointOf } from '../../viewpoint.ts';
import { file, fileToWire } from '../../wire/file.ts';
import { invariant } from '../../../domain/invariant.ts';

export const retrieveFile = query(
  {
    method: 'get',
    path: '/v1/files/:file',
    summary: 'Retrieve what is known of a file',
    params: z.strictObject({ file: z.string() }),
    input: z.strictObject({}),
    response: file,
  },
  async ({ params, scope }, deps) => {
    const { db } = deps;
    const row = await getFile(db, scope, { id: params.file });
    const [view] = await viewFiles(db, scope, [row]);
    invariant(view, 'a file is seen');
    return fileToWire(view, await viewpointOf(deps, { db, scope }));
  },
);
