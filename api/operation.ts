import type { Kysely } from 'kysely';
import type * as z from 'zod';
import type { Authorizer } from '../authorizer/authorizer.ts';
import type { RealTime } from '../authorizer/real-time/real-time.ts';
import type { Database } from '../db/database.ts';
import type { OutboxEntry, UnitOfWork } from '../db/unit-of-work.ts';
import { failure } from '../domain/errors.ts';
import type { Scope } from '../domain/scope.ts';
import type { Clock } from '../infra/clock.ts';
import type { Keyring } from '../infra/crypto/keyring.ts';
import type { Bank } from '../providers/bank/port.ts';
import type { ExchangeRates } from '../providers/exchange-rates/port.ts';
import type { FileStore } from '../providers/file-store/port.ts';
import type { Form } from './form.ts';
import type { Answer, KeyedRequest } from './idempotency.ts';
import { parseInput } from './parse-input.ts';
import type { Upload } from './upload.ts';
import type { WorkflowUpdates } from './workflow-updates.ts';

/** That somebody saw what is kept secret: who, of what, and in which request. Never what he saw. */
export interface AuditEntry extends Scope {
  readonly action: 'card_secrets_read';
  readonly requestId: string;
  readonly objectId: string;
  readonly fields: readonly string[];
  /** By which he saw it, when it was not the account's own key. */
  readonly ephemeralKey?: string;
}

/** Everything that a route may reach for. */
export interface ApiDeps {
  /** Reads only. A change is made through the unit of work that a command is given. */
  readonly db: Kysely<Database>;
  readonly keyring: Keyring;
  readonly clock: Clock;
  /** Decides purchases. */
  readonly authorizer: Authorizer;
  /** Asks an account's own endpoint, where it has one that decides. */
  readonly realTime: RealTime;
  /** Starts or tells the workflow of an outbox row that has committed. Never throws: the sweeper repeats it. */
  readonly send: (entry: OutboxEntry) => Promise<void>;
  /** Commands to running workflows, whose fate the caller learns. */
  readonly workflows: WorkflowUpdates;
  /** By which money is pulled and paid out: the API only asks it when. */
  readonly bank: Bank;
  /** By which amounts in another currency are converted. */
  readonly exchangeRates: ExchangeRates;
  /** What files hold: one that keeps it in Postgres does so in the database transaction that it is given. */
  readonly fileStore: (db: Kysely<Database>) => FileStore;
  /** Where callers reach the API, without a slash at the end: for links that leave it. */
  readonly publicUrl: string;
  /** Writes the entry down before the caller gets his answer. */
  readonly audit: (entry: AuditEntry) => void;
}

/** The texts of a call as the operation's own schemas read them. */
interface Texts<P, I> {
  /** The named parts of the path. */
  readonly params: P;
  /** The query of a GET, the body of a POST. */
  readonly input: I;
}

export interface Call<P, I> extends Texts<P, I> {
  readonly scope: Scope;
  /** Which of the operation's `includable` fields were asked for with `expand`. */
  readonly include: ReadonlySet<string>;
  readonly requestId: string;
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
  /** It takes a file, as `multipart/form-data`: see `uploadCommand`. */
  readonly takesFile?: true;
  /** The answer is for another program than the caller, in the version that `Stripe-Version` must name. */
  readonly namesVersion?: true;
  /** Fields that `expand` adds and that are there in no other way, such as a card's `number`. */
  readonly includable?: readonly string[];
}

/** A call as it came: its texts are judged by the operation's own schemas, before anything is done. */
export interface RawCall {
  readonly params: Readonly<Record<string, string>>;
  readonly input: Form;
  readonly scope: Scope;
  readonly include: ReadonlySet<string>;
  readonly requestId: string;
  /** What was sent to an operation that takes a file. */
  readonly upload?: Upload;
}

type AnySpec = Spec<z.ZodType, z.ZodType, z.ZodType>;

export interface Query extends AnySpec {
  readonly kind: 'query';
  readonly prepare: (raw: RawCall) => (deps: ApiDeps) => Promise<object>;
}

export interface Command extends AnySpec {
  readonly kind: 'command';
  readonly prepare: (raw: RawCall) => (steps: StepsBefore) => Promise<Act>;
}
type Act = (work: UnitOfWork, deps: ApiDeps) => Promise<Later | Now>;

/** What a command gives that knows its answer. */
export interface Now {
  readonly object: object;
  /** Of a repetition, which is answered from what was kept, nothing follows. */
  readonly afterCommit?: () => void;
  /** The answer is held back until then. */
  readonly afterSent?: () => Promise<void>;
}

/**
 * What a command gives that commits before its answer is known. Its key is kept without an answer, and
 * whoever finds the answer, which may be another process, completes it with the event that tells it.
 */
export interface Later {
  readonly later: () => Promise<object>;
}

/** What a command may do before its own database transaction: read without a lock, and commit small steps. */
export interface StepsBefore {
  readonly db: Kysely<Database>;
  readonly workflows: WorkflowUpdates;
  /** Whether there is an answer under its key already, and so nothing to do any more. */
  readonly isAnswered: () => Promise<boolean>;
  readonly keyring: Keyring;
  /** Each in a database transaction of its own, which is run again when Postgres asks for it. */
  readonly transact: <T>(step: (work: UnitOfWork) => Promise<T>) => Promise<T>;
}

export interface Decision extends AnySpec {
  readonly kind: 'decision';
  readonly prepare: (
    raw: RawCall,
  ) => (keyed: KeyedRequest | undefined, deps: ApiDeps) => Promise<Answer>;
}

/** One route as a value: the app mounts it, and the OpenAPI document is made of the same. */
export type Operation = Command | Decision | Query;

/** An operation that reads. */
export function query<P extends z.ZodType, I extends z.ZodType, R extends z.ZodType>(
  spec: Spec<P, I, R>,
  run: (call: Call<z.output<P>, z.output<I>>, deps: ApiDeps) => Promise<z.input<R> & object>,
): Query {
  const prepare: Query['prepare'] = ({ scope, include, requestId, ...raw }) => {
    const call = { ...parsed(spec, raw), scope, include, requestId };
    return (deps) => run(call, deps);
  };
  return { ...spec, kind: 'query', prepare };
}

/**
 * An operation that changes something. It runs inside one database transaction, is run again when
 * Postgres asks for it, and its answer is kept under its idempotency key in that same transaction:
 * so it must have no effect but through `work`.
 */
export function command<P extends z.ZodType, I extends z.ZodType, R extends z.ZodType>(
  spec: Spec<P, I, R>,
  run: (
    call: CommandCall<z.output<P>, z.output<I>>,
    deps: ApiDeps,
  ) => Promise<Later | (z.input<R> & object)>,
): Command {
  const prepare: Command['prepare'] = ({ scope, include, requestId, ...raw }) => {
    const call = { ...parsed(spec, raw), scope, include, requestId };
    return async () => async (work, deps) => {
      const given = await run({ ...call, work }, deps);
      return isLater(given) ? given : { object: given };
    };
  };
  return { ...spec, kind: 'command', prepare };
}

const isLater = (given: Later | object): given is Later => 'later' in given;

/** A command that somebody in this process waits for: he is told when it has committed. */
export function commandThen<
  P extends z.ZodType,
  I extends z.ZodType,
  R extends z.ZodType,
  O extends z.input<R> & object,
>(
  spec: Spec<P, I, R>,
  run: (call: CommandCall<z.output<P>, z.output<I>>, deps: ApiDeps) => Promise<O>,
  then: (object: O, deps: ApiDeps) => void,
): Command {
  const prepare: Command['prepare'] = ({ scope, include, requestId, ...raw }) => {
    const call = { ...parsed(spec, raw), scope, include, requestId };
    return async () => async (work, deps) => {
      const object = await run({ ...call, work }, deps);
      return { object, afterCommit: () => then(object, deps) };
    };
  };
  return { ...spec, kind: 'command', prepare };
}

/**
 * A command that a workflow carries on with: its caller gets his answer when `until` says so, which is
 * called once the workflow was told. The answer is kept before, so `until` changes nothing about it, and
 * must come to an end when the workflow does not.
 */
export function commandUntil<
  P extends z.ZodType,
  I extends z.ZodType,
  R extends z.ZodType,
  O extends z.input<R> & object,
>(
  spec: Spec<P, I, R>,
  run: (call: CommandCall<z.output<P>, z.output<I>>, deps: ApiDeps) => Promise<O>,
  until: (object: O, scope: Scope, deps: ApiDeps) => Promise<void>,
): Command {
  const prepare: Command['prepare'] = ({ scope, include, requestId, ...raw }) => {
    const call = { ...parsed(spec, raw), scope, include, requestId };
    return async () => async (work, deps) => {
      const object = await run({ ...call, work }, deps);
      return { object, afterSent: () => until(object, scope, deps) };
    };
  };
  return { ...spec, kind: 'command', prepare };
}

/**
 * A command that has something to do first, which would hold others up too long inside of it: `run` is
 * given what `before` found. It comes before the idempotency key is looked at and before anything is
 * judged but the parameters, so it must be harmless when it is repeated, or when nothing follows it.
 */
export function commandAfter<P extends z.ZodType, I extends z.ZodType, R extends z.ZodType, F>(
  spec: Spec<P, I, R>,
  before: (call: Call<z.output<P>, z.output<I>>, steps: StepsBefore) => Promise<F>,
  run: (
    call: CommandCall<z.output<P>, z.output<I>> & { readonly found: F },
    deps: ApiDeps,
  ) => Promise<z.input<R> & object>,
): Command {
  const prepare: Command['prepare'] = ({ scope, include, requestId, ...raw }) => {
    const call = { ...parsed(spec, raw), scope, include, requestId };
    return async (steps) => {
      const found = await before(call, steps);
      return async (work, deps) => ({ object: await run({ ...call, work, found }, deps) });
    };
  };
  return { ...spec, kind: 'command', prepare };
}

/**
 * A command that a running workflow carries out. It is told outside of any database transaction: the workflow
 * needs one of its own, and who holds one while he waits takes a connection from everybody else. A repetition
 * under the same key is answered from what was kept and tells nobody; of two at once the workflow refuses one.
 */
export function workflowCommand<P extends z.ZodType, I extends z.ZodType, R extends z.ZodType>(
  spec: Spec<P, I, R>,
  /** Finds the object in the caller's scope first: a workflow does not know whose request it is. */
  tell: (call: Call<z.output<P>, z.output<I>>, steps: StepsBefore) => Promise<void>,
  read: (
    call: CommandCall<z.output<P>, z.output<I>>,
    deps: ApiDeps,
  ) => Promise<z.input<R> & object>,
): Command {
  const before = async (call: Call<z.output<P>, z.output<I>>, steps: StepsBefore) => {
    if (!(await steps.isAnswered())) await tell(call, steps);
  };
  return commandAfter(spec, before, read);
}

/** A command that is sent a file. Where the file stands in the form, `file`, is a text that names its content. */
export function uploadCommand<P extends z.ZodType, I extends z.ZodType, R extends z.ZodType>(
  spec: Spec<P, I, R>,
  run: (
    call: CommandCall<z.output<P>, z.output<I>> & { readonly upload: Upload },
    deps: ApiDeps,
  ) => Promise<z.input<R> & object>,
): Command {
  const prepare: Command['prepare'] = ({ scope, include, requestId, upload, ...raw }) => {
    const call = { ...parsed(spec, raw), scope, include, requestId };
    if (!upload) throw failure('parameter_invalid', { problem: NO_FILE }, { param: 'file' });
    return async () => async (work, deps) => ({
      object: await run({ ...call, work, upload }, deps),
    });
  };
  return { ...spec, takesFile: true, kind: 'command', prepare };
}

const NO_FILE = 'Send the file as a part of multipart/form-data that has a filename.';

/**
 * An operation that the authorizer decides. It shares its database transaction with others of its kind,
 * so it keeps its own idempotency key, and answers with what it has kept.
 */
export function decision<P extends z.ZodType, I extends z.ZodType, R extends z.ZodType>(
  spec: Spec<P, I, R>,
  run: (
    call: Call<z.output<P>, z.output<I>> & { readonly keyed: KeyedRequest | undefined },
    deps: ApiDeps,
  ) => Promise<Answer>,
): Decision {
  const prepare: Decision['prepare'] = ({ scope, include, requestId, ...raw }) => {
    const call = { ...parsed(spec, raw), scope, include, requestId };
    return (keyed, deps) => run({ ...call, keyed }, deps);
  };
  return { ...spec, kind: 'decision', prepare };
}

const parsed = <P extends z.ZodType, I extends z.ZodType>(
  { params, input }: { readonly params: P; readonly input: I },
  raw: Pick<RawCall, 'input' | 'params'>,
): Texts<z.output<P>, z.output<I>> => ({
  params: parseInput(params, raw.params),
  input: parseInput(input, raw.input),
});
