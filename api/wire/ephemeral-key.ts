import * as z from 'zod';
import type { EphemeralKeyRow } from '../../db/tables/ephemeral-key.ts';
import { toWireTime } from './amount.ts';

/** A short-lived key of a browser, as it crosses HTTP. */
export const ephemeralKey = z.strictObject({
  id: z.string(),
  object: z.literal('ephemeral_key'),
  created: z.int(),
  expires: z.int(),
  livemode: z.boolean(),
  /** Only in the answer that makes it. */
  secret: z.string().exactOptional(),
});
export type EphemeralKey = z.output<typeof ephemeralKey>;

export const ephemeralKeyToWire = (row: EphemeralKeyRow, secret?: string): EphemeralKey => ({
  id: row.id,
  object: 'ephemeral_key',
  created: toWireTime(row.created_at),
  expires: toWireTime(row.expires_at),
  livemode: row.livemode,
  ...(secret !== undefined && { secret }),
});
