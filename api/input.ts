/**
 * What the texts of a request can mean. Each value here reads one kind of leaf and says in OpenAPI
 * what it takes, so that a route only names its parameters.
 */
import * as z from 'zod';
import type { Period } from '../db/created-within.ts';
import { failure } from '../domain/errors.ts';
import { refuse } from './parse-input.ts';

/** What a leaf is in the OpenAPI document: on the wire it is a text, for its reader it is a number. */
export const described = z.registry<Readonly<Record<string, unknown>>>();

function leaf<T>(
  json: Readonly<Record<string, unknown>>,
  read: (text: string, ctx: z.core.ParsePayload) => T,
) {
  return z.string().transform(read).register(described, json);
}

/** Stripe's own bound on a text that names no other. */
const TEXT_LENGTH_MAX = 5_000;

/** A text that says something: the empty one clears, where `clearable` allows it. */
export const text = ({ max = TEXT_LENGTH_MAX }: { readonly max?: number } = {}) =>
  z.string().min(1).max(max);

/** Takes the value, or the empty text, which clears the field: the output is then null. */
export const clearable = <S extends z.ZodType>(schema: S) =>
  z.union([z.literal('').transform(() => null), schema]);

/** A list with a bound; the empty text clears it, because the encoding has no empty list. */
export const list = <S extends z.ZodType>(element: S, { max }: { readonly max: number }) =>
  z.union([z.literal('').transform((): z.output<S>[] => []), z.array(element).max(max)]);

export const boolean = () =>
  leaf({ type: 'boolean' }, (value, ctx) =>
    value === 'true' || value === 'false'
      ? value === 'true'
      : refuse(
          ctx,
          failure('parameter_invalid', {
            problem: `Invalid boolean: ${value.slice(0, 40)}. Send true or false.`,
          }),
        ),
  );

interface Bounds {
  readonly min: number;
  readonly max: number;
}

export const integer = ({ min, max }: Bounds) =>
  leaf({ type: 'integer', minimum: min, maximum: max }, (value, ctx) => {
    const number = /^-?\d{1,15}$/.test(value) ? Number(value) : undefined;
    if (number === undefined) return refuse(ctx, notAnInteger(value));
    if (number >= min && number <= max) return number;
    const problem = `Must be between ${min} and ${max}.`;
    return refuse(ctx, failure('parameter_invalid', { problem }));
  });

const notAnInteger = (value: string) =>
  value === ''
    ? failure('parameter_invalid_empty', { hint: 'Send an integer.' })
    : failure('parameter_invalid_integer', { value: value.slice(0, 40) });

/** A number that may have a fraction and is no amount, such as a score. */
export const number = ({ min, max }: Bounds) =>
  leaf({ type: 'number', minimum: min, maximum: max }, (value, ctx) => {
    const given = /^-?\d{1,15}(\.\d{1,15})?$/.test(value) ? Number(value) : NaN;
    if (given >= min && given <= max) return given;
    const problem = `Must be a number between ${min} and ${max}.`;
    return refuse(ctx, failure('parameter_invalid', { problem }));
  });

/** Stripe's bound on an amount: eight digits. */
const AMOUNT_MAX = 99_999_999n;

interface AmountBounds {
  readonly min?: bigint;
  readonly max?: bigint;
}

/** An amount in minor units: `bigint` from here on, because sums of them may pass 2^53. */
export const amount = ({ min = 0n, max = AMOUNT_MAX }: AmountBounds = {}) =>
  leaf({ type: 'integer', minimum: Number(min), maximum: Number(max) }, (value, ctx) => {
    if (!/^-?\d{1,15}$/.test(value)) return refuse(ctx, notAnInteger(value));
    const minor = BigInt(value);
    if (minor < min) return refuse(ctx, failure('amount_too_small', { min: String(min) }));
    if (minor > max) return refuse(ctx, failure('amount_too_large', { max: String(max) }));
    return minor;
  });

/** A number with up to twelve decimals, as the text that it came as: it is handed on and not reckoned with. */
export const decimal = () =>
  leaf({ type: 'string', pattern: DECIMAL.source }, (value, ctx) =>
    DECIMAL.test(value)
      ? value
      : refuse(
          ctx,
          failure('parameter_invalid', {
            problem: `Invalid decimal: ${value.slice(0, 40)}. At most 12 digits, and 12 after the point.`,
          }),
        ),
  );
const DECIMAL = /^\d{1,12}(\.\d{1,12})?$/;

/** What is kept as null when it is left out. */
export const orNull = <S extends z.ZodType>(schema: S) =>
  schema.optional().transform((value) => value ?? null);

/** The end of the year 9999: `Date` and Postgres both still read it. */
const UNIX_TIME_MAX = 253_402_300_799;

/** Unix seconds. */
export const unixTime = () => integer({ min: 0, max: UNIX_TIME_MAX });

const instant = (seconds: number): Date => new Date(seconds * 1_000);

/** An instant, or bounds on one: `created=1700000000`, `created[gte]=…&created[lt]=…`. */
export const createdFilter = () =>
  z.union([
    unixTime().transform((at): Period => ({ from: instant(at), before: instant(at + 1) })),
    z
      .strictObject({
        gt: unixTime().optional(),
        gte: unixTime().optional(),
        lt: unixTime().optional(),
        lte: unixTime().optional(),
      })
      .transform(({ gt, gte, lt, lte }): Period => {
        const from = Math.max(gt === undefined ? -1 : gt + 1, gte ?? -1);
        const before = Math.min(lt ?? Infinity, lte === undefined ? Infinity : lte + 1);
        return {
          ...(from >= 0 && { from: instant(from) }),
          ...(Number.isFinite(before) && { before: instant(before) }),
        };
      }),
  ]);

const LIMIT_MAX = 100;
const LIMIT_DEFAULT = 10;

/** The input of a list: its own filters, and the page. */
export const listInput = <F extends z.ZodRawShape>(filters: F) =>
  z
    .strictObject({
      ...filters,
      limit: integer({ min: 1, max: LIMIT_MAX }).default(LIMIT_DEFAULT),
      starting_after: text().optional(),
      ending_before: text().optional(),
    })
    .superRefine((input, ctx) => {
      const cursors = ['starting_after', 'ending_before'].filter((name) =>
        Reflect.has(input, name),
      );
      if (cursors.length < 2) return;
      const error = failure('parameters_exclusive', { names: cursors });
      ctx.addIssue({
        code: 'custom',
        message: error.message,
        path: ['ending_before'],
        params: { error },
      });
    });
