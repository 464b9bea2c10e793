import type { Transaction } from 'kysely';
import type { Id, IdKind, OutboxEntryId } from '../domain/ids.ts';
import { makeId } from '../domain/ids.ts';
import type { Scope } from '../domain/scope.ts';
import type { Database, OutboxKind } from './database.ts';

/** A workflow that has to be started or told once the database transaction has committed. */
export interface OutboxEntry {
  readonly id: OutboxEntryId;
  readonly scope: Scope;
  readonly kind: OutboxKind;
  readonly objectId: string;
  readonly payload: Readonly<Record<string, boolean | number | string>>;
  /** Unix seconds: the time of an account on a test clock when this was asked for. Absent: real time. */
  readonly frozenAt?: number;
}

/**
 * One database transaction on behalf of one account, with all that a change needs to know: time,
 * fresh ids and the seal are given, so that `db/` has none of its own. Every change, its events and
 * its outbox rows are written through the same one, and so appear together or not at all.
 */
export interface UnitOfWork {
  readonly trx: Transaction<Database>;
  readonly scope: Scope;
  /** The account's now: its test clock's time when it is on one. */
  readonly now: Date;
  /** The wall clock's, for what has nothing to do with the account's business, such as how long an answer is kept. */
  readonly realNow: Date;
  /** Unix seconds: present when the account is on a test clock, and then equal to `now`. */
  readonly frozenAt?: number;
  /** A text that nobody else makes and that sorts by time. */
  readonly unique: () => string;
  /** Encrypts a text for one place and no other, such as `event:evt_…`. */
  readonly seal: (place: string, text: string) => Buffer;
  /** The request that caused the change; nulls when a process of ours did. */
  readonly cause: { readonly requestId: string | null; readonly idempotencyKey: string | null };
  /** Filled by `enqueue`: whoever commits sends these at once, and the sweeper what he could not. */
  readonly enqueued: OutboxEntry[];
}

export const newId = <K extends IdKind>(work: Pick<UnitOfWork, 'unique'>, kind: K): Id<K> =>
  makeId(kind, work.unique());
