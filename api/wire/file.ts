import * as z from 'zod';
import type { FileView } from '../../db/files/views.ts';
import { rulesOf, UPLOAD_PURPOSES } from '../../domain/file/purpose.ts';
import { fileLink, fileLinkToWire, type Viewpoint } from './file-link.ts';
import { listOf } from './list.ts';

/** What is known of a file, as it crosses HTTP. What it holds is read at its `url`. */
export const file = z.strictObject({
  id: z.string(),
  object: z.literal('file'),
  created: z.int(),
  expires_at: z.int().nullable(),
  filename: z.string(),
  links: listOf(fileLink),
  purpose: z.enum(UPLOAD_PURPOSES),
  size: z.int(),
  title: z.null(),
  type: z.string(),
  /** Null where the purpose lets nobody read it again. */
  url: z.string().nullable(),
});
export type File = z.output<typeof file>;

export const fileToWire = (
  { file: row, links, hasMoreLinks }: FileView,
  viewpoint: Viewpoint,
): File => ({
  id: row.id,
  object: 'file',
  created: seconds(row.created_at),
  expires_at: row.expires_at && seconds(row.expires_at),
  filename: row.filename,
  links: {
    object: 'list',
    data: links.map((link) => fileLinkToWire(link, viewpoint)),
    has_more: hasMoreLinks,
    url: `/v1/file_links?file=${row.id}`,
  },
  purpose: row.purpose,
  size: row.size,
  title: null,
  type: row.type,
  url: rulesOf(row.purpose).isDownloadable
    ? `${viewpoint.publicUrl}/v1/files/${row.id}/contents`
    : null,
});

const seconds = (at: Date): number => Math.floor(at.getTime() / 1000);
