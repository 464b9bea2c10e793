import type { OutboxRow } from '../database.ts';
import type { OutboxEntry } from '../unit-of-work.ts';

/** What a row asks for, as whoever sends it has it. */
export const entryOf = ({
  id,
  account_id: accountId,
  livemode,
  kind,
  object_id: objectId,
  payload,
  frozen_at: at,
}: Pick<
  OutboxRow,
  'account_id' | 'frozen_at' | 'id' | 'kind' | 'livemode' | 'object_id' | 'payload'
>): OutboxEntry => ({
  id,
  scope: { accountId, livemode },
  kind,
  objectId,
  payload,
  ...(at && { frozenAt: Math.floor(at.getTime() / 1_000) }),
});
