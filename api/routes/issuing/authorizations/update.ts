import * as z from 'zod';
import { lockAuthorization } from '../../../../db/authorizations/get.ts';
import { updateAuthorizationMetadata } from '../../../../db/authorizations/update-metadata.ts';
import { mergeMetadata } from '../../../../domain/metadata.ts';
import { metadata } from '../../../metadata.ts';
import { command } from '../../../operation.ts';
import { issuingAuthorization } from '../../../wire/issuing-authorization.ts';
import { changeAuthorization } from './answer.ts';

export const updateAuthorization = command(
  {
    method: 'post',
    path: '/v1/issuing/authorizations/:authorization',
    summary: 'Update the metadata of an authorization',
    params: z.strictObject({ authorization: z.string() }),
    input: z.strictObject({ metadata: metadata().optional() }),
    response: issuingAuthorization,
  },
  async ({ params, input, work, scope }) => {
    const { id, metadata: current } = await lockAuthorization(
      work.trx,
      scope,
      params.authorization,
    );
    const merged = mergeMetadata(current, input.metadata);
    return changeAuthorization(work, id, () => updateAuthorizationMetadata(work, id, merged));
  },
);
