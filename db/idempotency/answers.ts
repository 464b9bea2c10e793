import { type Kysely, sql, type Transaction } from 'kysely';
import { failure } from '../../domain/errors.ts';
import type { Scope } from '../../domain/scope.ts';
import type { Database, IdempotentAnswerRow } from '../database.ts';
import { owned } from '../database.ts';
import type { UnitOfWork } from '../unit-of-work.ts';

/** What a stored answer is bound to: copied to another row it does not open. */
export const answerPlace = ({ accountId, livemode }: Scope, key: string): string =>
  `answer:${accountId}:${livemode ? 'live' : 'test'}:${key}`;

/**
 * Makes this database transaction the only one that works under the key, until it ends, and gives the
 * answer that an earlier one left. The lock comes in a statement of its own, before the read: in one
 * statement both would see the moment before the lock, and miss an answer that was just committed.
 * @throws `idempotency_key_in_use` instead of waiting: the SDKs come again by themselves.
 */
export async function claimKey(
  trx: Transaction<Database>,
  scope: Scope,
  key: string,
): Promise<IdempotentAnswerRow | undefined> {
  const { rows } = await sql<{ claimed: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(${answerPlace(scope, key)}, 0)) as claimed
  `.execute(trx);
  if (rows[0]?.claimed !== true) throw failure('idempotency_key_in_use', { key });
  return trx
    .selectFrom('idempotent_answer')
    .selectAll()
    .where((eb) => eb.and({ ...owned(scope), key }))
    .executeTakeFirst();
}

/** Whether a request under this key has been answered: looked at without a claim, so that it may just have been. */
export const hasAnswer = async (
  db: Kysely<Database>,
  scope: Scope,
  key: string,
): Promise<boolean> =>
  (await db
    .selectFrom('idempotent_answer')
    .select('key')
    .where((eb) => eb.and({ ...owned(scope), key }))
    .executeTakeFirst()) !== undefined;

interface Answer {
  readonly key: string;
  /** Of the request that was answered: another one under the same key is refused. */
  readonly requestHash: Buffer;
  readonly requestId: string;
  readonly status: number;
  /** Absent: it is still to come, and completed by the event that tells it. */
  readonly body: string | undefined;
}

/**
 * Keeps the answer with its effect: one is there if and only if the other is.
 *
 * @throws `idempotency_key_in_use` when a purchase has taken the key meanwhile: it claims none, but inserts
 *   its answer, and whoever comes second has done nothing.
 */
export async function keepAnswer(work: UnitOfWork, answer: Answer): Promise<void> {
  const { scope, trx } = work;
  const { numInsertedOrUpdatedRows: kept } = await trx
    .insertInto('idempotent_answer')
    .values({
      account_id: scope.accountId,
      livemode: scope.livemode,
      key: answer.key,
      request_hash: answer.requestHash,
      status: answer.status,
      body_sealed:
        answer.body === undefined ? null : work.seal(answerPlace(scope, answer.key), answer.body),
      request_id: answer.requestId,
      // Postgres's own time: the account's may be a test clock's, and the purge goes by real hours.
      created_at: sql<Date>`clock_timestamp()`,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (kept === 0n) throw failure('idempotency_key_in_use', { key: answer.key });
}
