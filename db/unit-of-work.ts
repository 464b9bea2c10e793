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
}

/**
 * One database transaction on behalf of one account, with all that a change needs to know: time,
 * fresh ids and the seal are given, so that `db/` has none of its own. Every change, its events and
 * its outbox rows are written through the same one, and so appear together or not at all.
 */
export interface UnitOfWork {
  readonly trx: Transaction<Database>;
  readonly scope: Scope;
  /** The account's now. */
  readonly now: Date;
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
