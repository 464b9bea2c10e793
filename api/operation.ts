import type { Kysely } from 'kysely';
import type * as z from 'zod';
import type { Database } from '../db/database.ts';
import type { OutboxEntry, UnitOfWork } from '../db/unit-of-work.ts';
import type { Scope } from '../domain/scope.ts';
import type { Clock } from '../infra/clock.ts';
import type { Keyring } from '../infra/crypto/keyring.ts';
import type { WorkflowUpdates } from './workflow-updates.ts';

/** Everything that a route may reach for. */
export interface ApiDeps {
  /** Reads only. A change is made through the unit of work that a command is given. */
  readonly db: Kysely<Database>;
  readonly keyring: Keyring;
  readonly clock: Clock;
  /** Starts or tells the workflow of an outbox row that has committed. Never throws: the sweeper repeats it. */
  readonly send: (entry: OutboxEntry) => Promise<void>;
  /** Commands to running workflows, whose fate the caller learns. */
  readonly workflows: WorkflowUpdates;
}

export interface Call<P, I> {
  /** The named parts of the path. */
  readonly params: P;
  /** The query of a GET, the body of a POST, parsed by the operation's own schema. */
  readonly input: I;
  readonly scope: Scope;
}

/** A call that may change something, in one database transaction with its events and its stored answer. */
export interface CommandCall<P, I> extends Call<P, I> {
  readonly work: UnitOfWork;
}

export interface Spec<P extends z.ZodType, I extends z.ZodType, R extends z.ZodType> {
  readonly method: 'delete' | 'get' | 'post';
  readonly path: `/v1/${string}`;
  readonly summary: string;
  readonly params: P;
  /** Strict: an unknown parameter is refused by name. `expand` is added to every operation by the app. */
  readonly input: I;
  /** The wire object, as one of `api/wire/`; a list of it is `listOf(object)`. */
  readonly response: R;
}

/** One route as a value: the app mounts it, and the OpenAPI document is made of the same. */
export type Operation = Spec<z.ZodType, z.ZodType, z.ZodType> &
  (
    | {
        readonly kind: 'query';
        readonly run: (call: Call<never, never>, deps: ApiDeps) => Promise<object>;
      }
    | {
        readonly kind: 'command';
        readonly run: (call: CommandCall<never, never>, deps: ApiDeps) => Promise<object>;
      }
  );

/** An operation that reads. */
export function query<P extends z.ZodType, I extends z.ZodType, R extends z.ZodType>(
  spec: Spec<P, I, R>,
  run: (call: Call<z.output<P>, z.output<I>>, deps: ApiDeps) => Promise<z.input<R> & object>,
): Operation {
  return { ...spec, kind: 'query', run };
}

/**
 * An operation that changes something. It runs inside one database transaction, is run again when
 * Postgres asks for it, and its answer is kept under its idempotency key in that same transaction:
 * so it must have no effect but through `work`.
 */
export function command<P extends z.ZodType, I extends z.ZodType, R extends z.ZodType>(
  spec: Spec<P, I, R>,
  run: (call: CommandCall<z.output<P>, z.output<I>>, deps: ApiDeps) => Promise<z.input<R> & object>,
): Operation {
  return { ...spec, kind: 'command', run };
}
