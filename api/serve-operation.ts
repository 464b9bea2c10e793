import type { AppError } from '../domain/errors.ts';
import { failure } from '../domain/errors.ts';
import type { Metrics } from '../infra/metrics.ts';
import { type Authenticate, checkActsFor } from './authenticate.ts';
import { readInput } from './body.ts';
import { readExpansion, type WireObjects } from './expand.ts';
import type { Form } from './form.ts';
import { type Answer, hashOfRequest, readKey } from './idempotency.ts';
import type { AppContext } from './observe.ts';
import type { ApiDeps, Operation } from './operation.ts';
import { runCommand, runDecision, runQuery } from './run-operation.ts';
import { atMost, readUploadInput, type UploadInput } from './upload.ts';
import { versionNamed, versionOf } from './versions.ts';

interface Serving {
  readonly deps: ApiDeps;
  readonly metrics: Metrics;
  readonly authenticate: Authenticate;
  readonly objects: WireObjects;
}

/** The way of every request through an operation, from its headers to its answer. */
export function serveOperation(
  operation: Operation,
  serving: Serving,
): (c: AppContext) => Promise<Response> {
  const bounded = atMost(operation.takesFile ? UPLOADS_MAX : Infinity);
  return async (c) => {
    const version = c.req.header('Stripe-Version');
    const isNamed = operation.namesVersion && version !== undefined;
    c.header('Stripe-Version', isNamed ? versionNamed(version) : versionOf(version));
    // An answer may hold a card number.
    c.header('Cache-Control', 'no-store');
    const answer = await bounded(() => answerOf(operation, { c, serving }));
    return c.body(answer.body, 200, { 'Content-Type': 'application/json' });
  };
}

/** Each of them may hold some thirty megabytes. */
const UPLOADS_MAX = 8;

interface Circumstances {
  readonly c: AppContext;
  readonly serving: Serving;
}

async function answerOf(operation: Operation, { c, serving }: Circumstances): Promise<Answer> {
  const scope = await serving.authenticate(c.req.header('Authorization'));
  c.set('scope', scope);
  if (operation.namesVersion) versionNamed(c.req.header('Stripe-Version'));
  for (const name of ['Stripe-Account', 'Stripe-Context']) {
    checkActsFor(scope, c.req.header(name));
    echo(c, name);
  }
  const { path } = c.req;
  if (scope.livemode && operation.path.startsWith('/v1/test_helpers/'))
    throw unknownRoute(c.req.method, path);

  const key = readKey(c.req.header('Idempotency-Key'));
  echo(c, 'Idempotency-Key');
  const read = operation.takesFile ? readUploadInput : readFormInput;
  const { form, ...file } = await read(c.req.raw);
  const { expand, ...input } = hashOf(form);
  const expansion = readExpansion(expand, operation, serving.objects);
  const { include } = expansion;
  const { requestId } = c.var;
  const raw = { params: c.req.param(), input, scope, include, requestId, ...file };
  const execution = { raw, expansion };
  if (operation.kind === 'query') return runQuery({ ...execution, operation }, serving.deps);

  // GET and DELETE are idempotent by themselves: a key is taken and not used.
  const keyed = key !== undefined && operation.method === 'post';
  const named = { method: c.req.method, path, form };
  const request = keyed ? { key, hash: hashOfRequest(serving.deps.keyring, named) } : undefined;
  const deps = { ...serving.deps, metrics: serving.metrics };
  const answer =
    operation.kind === 'decision'
      ? await runDecision({ ...execution, operation, keyed: request }, deps)
      : await runCommand({ ...execution, operation, keyed: request }, deps);
  if (answer.original !== undefined) {
    c.set('replayed', true);
    c.header('Idempotent-Replayed', 'true');
    c.header('Original-Request', answer.original);
  }
  return answer;
}

const readFormInput = async (request: Request): Promise<UploadInput> => ({
  form: await readInput(request),
});

function echo(c: AppContext, name: string): void {
  const value = c.req.header(name);
  if (value !== undefined) c.header(name, value);
}

/** The root of a form is a hash, or a list when its names are numbers: which are then unknown names. */
const hashOf = (form: Form): Readonly<Record<string, Form>> =>
  typeof form === 'string' ? {} : Object.fromEntries(Object.entries(form));

export const unknownRoute = (method: string, path: string): AppError =>
  failure('route_unknown', { method, path: path.slice(0, 200) });
