import * as z from 'zod';
import { lockFileLink } from '../../../db/file-links/get.ts';
import { updateFileLink as writeFileLink } from '../../../db/file-links/update.ts';
import { toJson } from '../../../db/json.ts';
import { failure } from '../../../domain/errors.ts';
import { isExpired } from '../../../domain/file/expiry.ts';
import { mergeMetadata } from '../../../domain/metadata.ts';
import { clearable, unixTime } from '../../input.ts';
import { metadata } from '../../metadata.ts';
import { command } from '../../operation.ts';
import { fileLink, fileLinkToWire } from '../../wire/file-link.ts';
import { futureTime } from './make.ts';

export const updateFileLink = command(
  {
    method: 'post',
    path: '/v1/file_links/:link',
    summary: 'Update a link to a file, or let it expire',
    params: z.strictObject({ link: z.string() }),
    input: z.strictObject({
      /** `now`, a time to come, or nothing for never. */
      expires_at: z.union([z.literal('now'), clearable(unixTime())]).optional(),
      metadata: metadata().optional(),
    }),
    response: fileLink,
  },
  async ({ params, input, scope, work }, { publicUrl }) => {
    const { now, trx } = work;
    const before = await lockFileLink(trx, scope, params.link);
    if (isExpired(before.expires_at, now)) {
      const problem = `The link ${before.id} has expired: it cannot be changed any more.`;
      throw failure('status_transition_invalid', { problem });
    }
    const { expires_at: expiresAt } = input;
    const after = await writeFileLink(work, before.id, {
      ...(expiresAt !== undefined && { expires_at: expiryOf(expiresAt, now) }),
      metadata: toJson(mergeMetadata(before.metadata, input.metadata)),
    });
    return fileLinkToWire(after, { publicUrl, now });
  },
);

function expiryOf(asked: number | 'now' | null, now: Date): Date | null {
  if (asked === null) return null;
  return asked === 'now' ? now : futureTime(asked, now);
}
