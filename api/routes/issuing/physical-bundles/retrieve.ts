import * as z from 'zod';
import { getPhysicalBundle } from '../../../../db/physical-bundles/find.ts';
import { query } from '../../../operation.ts';
import {
  issuingPhysicalBundle,
  physicalBundleToWire,
} from '../../../wire/issuing-physical-bundle.ts';

export const retrievePhysicalBundle = query(
  {
    method: 'get',
    path: '/v1/issuing/physical_bundles/:physical_bundle',
    summary: 'Retrieve a physical bundle',
    params: z.strictObject({ physical_bundle: z.string() }),
    input: z.strictObject({}),
    response: issuingPhysicalBundle,
  },
  async ({ params, scope }, { db }) =>
    physicalBundleToWire(await getPhysicalBundle(db, scope, params.physical_bundle)),
);
