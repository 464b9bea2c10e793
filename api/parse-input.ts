import * as z from 'zod';
import { AppError, failure } from '../domain/errors.ts';
import { nameOf } from './form.ts';
import { nearest } from './nearest.ts';

/**
 * Judges a raw input by its schema, and tells what is wrong in the caller's own notation. An unknown
 * parameter is told first: a misspelt name is also a missing one, and only the former shows the way.
 * So is one that is not available yet: it may stand in place of the one that is missing.
 */
export function parseInput<S extends z.ZodType>(schema: S, raw: unknown): z.output<S> {
  const { success, data, error } = schema.safeParse(raw);
  if (success) return data;
  const issues = error.issues.flatMap((issue) => leaves(issue, []));
  const unknown = issues.find(({ code }) => code === 'unrecognized_keys');
  const issue =
    unknown ??
    issues.find(isUnavailable) ??
    issues.find((candidate) => isMissing(candidate, raw)) ??
    issues[0];
  throw issue === undefined
    ? failure('parameter_invalid', { problem: 'Invalid parameters.' }, { cause: error })
    : toFailure(issue, { schema, raw, cause: error });
}

/** For a transform that finds a text wrong: says it in the words of the wire. */
export function refuse(
  ctx: z.core.ParsePayload,
  error: AppError,
  path: readonly string[] = [],
): never {
  const { value: input } = ctx;
  ctx.issues.push({
    code: 'custom',
    message: error.message,
    input,
    path: [...path],
    params: { error },
  });
  return z.NEVER;
}

type Issue = z.core.$ZodIssue;

/** A parameter with two readings (a text that clears it, or a value) is judged by the one that was meant. */
function leaves(issue: Issue, above: readonly PropertyKey[]): readonly Issue[] {
  const path = [...above, ...issue.path];
  if (issue.code !== 'invalid_union') return [{ ...issue, path }];
  const meant = issue.errors.toSorted((left, right) => understood(right) - understood(left))[0];
  return (meant ?? []).flatMap((inner) => leaves(inner, path));
}

/** How much of the value a reading could follow before it failed; the one that only clears follows nothing. */
const understood = (issues: readonly Issue[]): number =>
  issues.every(isClearing)
    ? -1
    : Math.max(
        ...issues.map(({ code, path }) => path.length + Number(code === 'unrecognized_keys')),
      );

const isClearing = (issue: Issue): boolean =>
  issue.code === 'invalid_value' && issue.path.length === 0 && issue.values.join('') === '';

const isUnavailable = (issue: Issue): boolean => errorOf(issue)?.code === 'feature_not_available';

const isMissing = ({ path, code }: Issue, raw: unknown): boolean =>
  code !== 'unrecognized_keys' && valueAt(raw, path) === undefined;

const valueAt = (raw: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce(
    (node: unknown, key) =>
      typeof node === 'object' && node !== null && Object.hasOwn(node, key)
        ? Reflect.get(node, key)
        : undefined,
    raw,
  );

interface Context {
  readonly schema: z.ZodType;
  readonly raw: unknown;
  readonly cause: z.ZodError;
}

function toFailure(issue: Issue, { schema, raw, cause }: Context): AppError {
  const param = nameOf(issue.path);
  const circumstances = { ...(param !== '' && { param }), cause };
  if (issue.code === 'unrecognized_keys') {
    const name = nameOf([...issue.path, ...issue.keys.slice(0, 1)]);
    const known = namesAt(schema, issue.path);
    const meant = nearest(String(issue.keys[0]), known);
    const full = meant === undefined ? undefined : nameOf([...issue.path, meant]);
    const detail = { name, ...(full !== undefined && { meant: full }) };
    return failure('parameter_unknown', detail, { param: name, cause });
  }
  const value = valueAt(raw, issue.path);
  if (value === undefined) return failure('parameter_missing', { name: param }, circumstances);
  const error = errorOf(issue);
  if (error) return new AppError(error.code, error.message, circumstances);
  if (value === '') return failure('parameter_invalid_empty', { hint: EMPTY_HINT }, circumstances);
  return failure('parameter_invalid', { problem: sentence(issue, param) }, circumstances);
}

/** What a transform refused the value with. */
function errorOf(issue: Issue): AppError | undefined {
  const error: unknown = issue.code === 'custom' ? issue.params?.['error'] : undefined;
  return error instanceof AppError ? error : undefined;
}

const EMPTY_HINT = 'This parameter cannot be cleared: leave it out or send a value.';

function sentence(issue: Issue, param: string): string {
  if (issue.code === 'custom' || issue.code === 'invalid_format') return issue.message;
  if (issue.code === 'invalid_value')
    return `Invalid ${param}: must be one of ${oneOf(issue.values.map(String))}.`;
  if (issue.code === 'invalid_type')
    return `Invalid ${param}: must be ${SHAPES[issue.expected] ?? 'a text'}.`;
  if (issue.code !== 'too_big') return `Invalid ${param}.`;
  const what = issue.origin === 'string' ? 'characters' : 'elements';
  return `Invalid ${param}: must have at most ${issue.maximum} ${what}.`;
}

const SHAPES: Readonly<Record<string, string>> = {
  array: 'a list, whose elements are numbered from 0 without a gap',
  object: 'a hash',
  record: 'a hash',
};

/** A list of 295 merchant categories helps nobody. */
const OPTIONS_SHOWN = 20;

function oneOf(options: readonly string[]): string {
  const more = options.length - OPTIONS_SHOWN;
  const shown = options.slice(0, OPTIONS_SHOWN);
  return more > 0 ? `${shown.join(', ')} or ${more} others` : listed(shown);
}

const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;

/** The names that a schema knows at some depth: through lists, hashes and alternatives alike. */
function namesAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): readonly string[] {
  const [head, ...rest] = path;
  if (schema instanceof z.ZodObject) {
    if (head === undefined) return Object.keys(schema.shape);
    const next: unknown = schema.shape[String(head)];
    return next instanceof z.ZodType ? namesAt(next, rest) : [];
  }
  if (schema instanceof z.ZodArray) return namesAt(schema.element, rest);
  if (schema instanceof z.ZodUnion)
    return schema.options.flatMap((option: z.core.$ZodType) => namesAt(option, path));
  if (schema instanceof z.ZodPipe) return namesAt(schema.in, path);
  const inner =
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodReadonly ||
    schema instanceof z.ZodExactOptional;
  return inner ? namesAt(schema.unwrap(), path) : [];
}
