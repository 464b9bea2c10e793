import * as z from 'zod';
import type { FileLinkRow } from '../../db/tables/file.ts';
import { isExpired } from '../../domain/file/expiry.ts';
import { expandable } from './expandable.ts';

/** A way to a file for who has no key, as it crosses HTTP. */
export const fileLink = z.strictObject({
  id: z.string(),
  object: z.literal('file_link'),
  created: z.int(),
  expired: z.boolean(),
  expires_at: z.int().nullable(),
  file: expandable('file'),
  livemode: z.boolean(),
  metadata: z.record(z.string(), z.string()),
  url: z.string(),
});
export type FileLink = z.output<typeof fileLink>;

/** Where and when an object is looked at: its address and whether it has expired follow from it. */
export interface Viewpoint {
  readonly publicUrl: string;
  /** The account's time. */
  readonly now: Date;
}

export const fileLinkToWire = (row: FileLinkRow, { publicUrl, now }: Viewpoint): FileLink => ({
  id: row.id,
  object: 'file_link',
  created: seconds(row.created_at),
  expired: isExpired(row.expires_at, now),
  expires_at: row.expires_at && seconds(row.expires_at),
  file: row.file_id,
  livemode: row.livemode,
  metadata: row.metadata,
  url: `${publicUrl}/links/${row.token}`,
});

const seconds = (at: Date): number => Math.floor(at.getTime() / 1000);
