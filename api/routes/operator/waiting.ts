/** What the operator's lists of what waits have in common. */
import type { Kysely } from 'kysely';
import type { Database } from '../../../db/database.ts';
import { failure } from '../../../domain/errors.ts';
import { type Id, type IdKind, parseId } from '../../../domain/ids.ts';
import { integer, text } from '../../input.ts';

export interface ListDeps {
  readonly db: Kysely<Database>;
  readonly workflowUrl: (workflowId: string) => string;
}

const LIMIT_MAX = 100;

export const pageInput = {
  limit: integer({ min: 1, max: LIMIT_MAX }).default(10),
  starting_after: text().optional(),
};

/** @throws `resource_missing` for what is no id of the kind. */
export function parseCursor<K extends IdKind>(
  kind: K,
  cursor: string | undefined,
): Id<K> | undefined {
  const id = cursor === undefined ? undefined : parseId(kind, cursor);
  if (cursor === undefined || id !== undefined) return id;
  throw failure('resource_missing', { object: kind, id: cursor }, { param: 'starting_after' });
}
