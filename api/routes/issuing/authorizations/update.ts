import * as z from 'zod';
import { lockAuthorization } from '../../../../db/authorizations/get.ts';
import { updateAuthorization as write } from '../../../../db/authorizations/update.ts';
import { viewAuthorization } from '../../../../db/authorizations/views.ts';
import { recordEvent } from '../../../../db/events/record.ts';
import { toJson } from '../../../../db/json.ts';
import { mergeMetadata } from '../../../../domain/metadata.ts';
import { metadata } from '../../../metadata.ts';
import { command } from '../../../operation.ts';
import { authorizationToWire, issuingAuthorization } from '../../../wire/issuing-authorization.ts';

/**
 * The row is locked before it is read: a merge that ran beside it would be lost, and the event would tell
 * another's change as its own.
 */
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
    const row = await lockAuthorization(work.trx, scope, params.authorization);
    const before = await viewAuthorization(work.trx, scope, row);
    const merged = toJson(mergeMetadata(row.metadata, input.metadata));
    const authorization = await write(work, row.id, { metadata: merged });
    const object = authorizationToWire({ ...before, authorization });
    const previous = authorizationToWire(before);
    await recordEvent(work, { type: 'issuing_authorization.updated', object, previous });
    return object;
  },
);
