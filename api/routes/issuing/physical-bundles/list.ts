import * as z from 'zod';
import { listPhysicalBundles as readPhysicalBundles } from '../../../../db/physical-bundles/list.ts';
import { BUNDLE_STATUSES, BUNDLE_TYPES } from '../../../../domain/design/bundle.ts';
import { listInput } from '../../../input.ts';
import { query } from '../../../operation.ts';
import { listAnswer } from '../../../page.ts';
import {
  issuingPhysicalBundle,
  physicalBundleToWire,
} from '../../../wire/issuing-physical-bundle.ts';
import { listOf } from '../../../wire/list.ts';

const path = '/v1/issuing/physical_bundles';

export const listPhysicalBundles = query(
  {
    method: 'get',
    path,
    summary: 'List what cards can be printed on',
    params: z.strictObject({}),
    input: listInput({
      status: z.enum(BUNDLE_STATUSES).optional(),
      type: z.enum(BUNDLE_TYPES).optional(),
    }),
    response: listOf(issuingPhysicalBundle),
  },
  async ({ input, scope }, { db }) =>
    listAnswer(path, await readPhysicalBundles(db, scope, input), physicalBundleToWire),
);
