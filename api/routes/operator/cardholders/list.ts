import type { Kysely } from 'kysely';
import * as z from 'zod';
import { listListedCardholders } from '../../../../db/cardholders/list-listed.ts';
import type { Database, IssuingCardholderRow } from '../../../../db/database.ts';
import { failure } from '../../../../domain/errors.ts';
import { type CardholderId, parseId } from '../../../../domain/ids.ts';
import { cardholderScreeningId } from '../../../../workflows/cardholder-screening/contract.ts';
import { parseForm } from '../../../form.ts';
import { integer, text } from '../../../input.ts';
import { parseInput } from '../../../parse-input.ts';
import { cardholderToWire } from '../../../wire/issuing-cardholder.ts';
import type { Screening } from '../../../wire/screening.ts';

const LIMIT_MAX = 100;

const input = z.strictObject({
  /** The only ones who wait for a person. Named, so that others can be asked for one day. */
  screening: z.literal('listed').default('listed'),
  limit: integer({ min: 1, max: LIMIT_MAX }).default(10),
  starting_after: text().optional(),
});

interface ListDeps {
  readonly db: Kysely<Database>;
  readonly workflowUrl: (workflowId: string) => string;
}

/** Who waits for a decision, in every account, longest first. */
export async function listScreenings({ db, workflowUrl }: ListDeps, search: string) {
  const { limit, starting_after: cursor } = parseInput(input, parseForm(search));
  const after = cursor === undefined ? undefined : toCardholderId(cursor);
  const rows = await listListedCardholders(db, { after, limit: limit + 1 });
  const toWire = (row: IssuingCardholderRow): Screening => ({
    object: 'screening',
    account: row.account_id,
    cardholder: cardholderToWire(row),
    workflow_url: workflowUrl(cardholderScreeningId(row.id)),
  });
  const data = rows.slice(0, limit).map(toWire);
  return { object: 'list', data, has_more: rows.length > limit, url: '/v1/operator/cardholders' };
}

function toCardholderId(cursor: string): CardholderId {
  const id = parseId('cardholder', cursor);
  if (id !== undefined) return id;
  throw failure(
    'resource_missing',
    { object: 'issuing cardholder', id: cursor },
    { param: 'starting_after' },
  );
}
