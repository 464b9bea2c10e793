import * as z from 'zod';
import { deleteEphemeralKey as endKey } from '../../../db/ephemeral-keys/delete.ts';
import { failure } from '../../../domain/errors.ts';
import { parseId } from '../../../domain/ids.ts';
import { command } from '../../operation.ts';
import { ephemeralKey, ephemeralKeyToWire } from '../../wire/ephemeral-key.ts';

export const deleteEphemeralKey = command(
  {
    method: 'delete',
    path: '/v1/ephemeral_keys/:key',
    summary: 'Invalidate an ephemeral key',
    params: z.strictObject({ key: z.string() }),
    input: z.strictObject({}),
    response: ephemeralKey,
  },
  async ({ params, work }) => {
    const id = parseId('ephemeralKey', params.key);
    const key = id && (await endKey(work, id));
    if (key) return ephemeralKeyToWire(key);
    throw failure(
      'resource_missing',
      { object: 'ephemeral key', id: params.key },
      { param: 'key' },
    );
  },
);
