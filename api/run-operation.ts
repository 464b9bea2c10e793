import { openUnitOfWork } from '../authorizer/unit-of-work.ts';
import { hasAnswer } from '../db/idempotency/answers.ts';
import { retryTransient } from '../db/retry.ts';
import type { OutboxEntry, UnitOfWork } from '../db/unit-of-work.ts';
import { invariant } from '../domain/invariant.ts';
import type { Metrics } from '../infra/metrics.ts';
import { randomFraction } from '../infra/random.ts';
import { expanded, type Expansion } from './expand.ts';
import { type Answer, type KeptAnswer, type KeyedRequest, onceForKey } from './idempotency.ts';
import {
  type ApiDeps,
  type Command,
  type Decision,
  type Later,
  type Now,
  type Query,
  type RawCall,
  type StepsBefore,
} from './operation.ts';

export interface Execution<O> {
  readonly operation: O;
  readonly raw: RawCall;
  readonly expansion: Expansion;
  /** A command's, when its caller gave a key. */
  readonly keyed?: KeyedRequest | undefined;
}

export async function runQuery(
  { operation, raw, expansion }: Execution<Query>,
  deps: ApiDeps,
): Promise<Answer> {
  const object = await operation.prepare(raw)(deps);
  return {
    body: JSON.stringify(await expanded(object, expansion.paths, { ...deps, scope: raw.scope })),
  };
}

/** What the authorizer has kept is a text: it is read again only for who asked for more. */
export async function runDecision(
  { operation, raw, expansion, keyed }: Execution<Decision>,
  { metrics, ...deps }: ApiDeps & { readonly metrics: Metrics },
): Promise<Answer> {
  const answer = await operation.prepare(raw)(keyed, deps);
  if (answer.original !== undefined) metrics.answersReplayed.inc();
  if (expansion.paths.size === 0) return answer;
  const object: object = JSON.parse(answer.body);
  const reader = { ...deps, scope: raw.scope };
  return { ...answer, body: JSON.stringify(await expanded(object, expansion.paths, reader)) };
}

/**
 * Runs a command in one database transaction, again when Postgres asks for it, and tells Temporal only
 * after the commit. The parameters are judged before: what they have wrong costs no transaction.
 */
export async function runCommand(
  execution: Execution<Command>,
  deps: ApiDeps & { readonly metrics: Metrics },
): Promise<Answer> {
  const { metrics, ...routeDeps } = deps;
  const retries = {
    random: randomFraction,
    onRetry: (state: string) => metrics.transactionsRetried.inc({ sql_state: state }),
  };
  const transact: StepsBefore['transact'] = (step) =>
    retryTransient(
      () => deps.db.transaction().execute(async (trx) => step(await workOf(execution, deps, trx))),
      retries,
    );
  const { operation, raw, expansion, keyed: request } = execution;
  const textOf = async (object: object, db: ApiDeps['db']): Promise<string> =>
    JSON.stringify(await expanded(object, expansion.paths, { ...deps, db, scope: raw.scope }));
  const act = await operation.prepare(raw)({
    db: deps.db,
    workflows: deps.workflows,
    isAnswered: async () => request !== undefined && hasAnswer(deps.db, raw.scope, request.key),
    keyring: deps.keyring,
    transact: async (step) => {
      const done = await transact(async (own) => ({ result: await step(own), own }));
      await sendSoon(done.own.enqueued, deps.send);
      return done.result;
    },
  });
  const { kept, work, given } = await transact(async (own) => {
    let result: Later | Now | undefined;
    const carryOut = async (): Promise<string | undefined> => {
      result = await act(own, routeDeps);
      return 'later' in result ? undefined : textOf(result.object, own.trx);
    };
    const answer: KeptAnswer = request
      ? await onceForKey(own, { request, keyring: deps.keyring }, carryOut)
      : { body: await carryOut() };
    return { kept: answer, work: own, given: result };
  });
  if (given && 'object' in given) given.afterCommit?.();
  if (kept.original !== undefined) metrics.answersReplayed.inc();
  await sendSoon(work.enqueued, deps.send);
  if (given && 'object' in given) await given.afterSent?.();
  const { body, isPlain, ...original } = kept;
  if (body !== undefined)
    return { ...original, body: isPlain ? await textOf(JSON.parse(body), deps.db) : body };
  invariant(given && 'later' in given, 'an answer is known now or later');
  return { body: await textOf(await given.later(), deps.db) };
}

const workOf = (
  { raw, keyed }: Execution<Command>,
  deps: ApiDeps,
  trx: UnitOfWork['trx'],
): Promise<UnitOfWork> => {
  const cause = { requestId: raw.requestId, idempotencyKey: keyed?.key ?? null };
  return openUnitOfWork({ trx, scope: raw.scope, cause }, deps);
};

/** Long enough for a workflow to have started when the answer arrives, too short to be felt when Temporal is away. */
const SEND_MS_MAX = 250;

async function sendSoon(entries: readonly OutboxEntry[], send: ApiDeps['send']): Promise<void> {
  if (entries.length === 0) return;
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise((resolve) => {
    timer = setTimeout(resolve, SEND_MS_MAX);
  });
  await Promise.race([Promise.allSettled(entries.map(send)), patience]);
  clearTimeout(timer);
}
