import * as z from 'zod';
import { viewDesign } from '../../../../db/designs/get.ts';
import { query } from '../../../operation.ts';
import {
  designToWire,
  issuingPersonalizationDesign,
} from '../../../wire/issuing-personalization-design.ts';

export const retrieveDesign = query(
  {
    method: 'get',
    path: '/v1/issuing/personalization_designs/:personalization_design',
    summary: 'Retrieve a personalization design',
    params: z.strictObject({ personalization_design: z.string() }),
    input: z.strictObject({}),
    response: issuingPersonalizationDesign,
  },
  async ({ params, scope }, { db }) =>
    designToWire(await viewDesign(db, scope, params.personalization_design)),
);
