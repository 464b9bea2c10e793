import * as z from 'zod';
import { failure } from '../domain/errors.ts';
import { described } from './input.ts';
import { refuse } from './parse-input.ts';

const KEYS_MAX = 50;
const KEY_LENGTH_MAX = 40;
const VALUE_LENGTH_MAX = 500;

/** Null clears everything. An empty value deletes its key. */
type MetadataInput = Readonly<Record<string, string>> | null;

/** `metadata[order]=17`, a hash of texts; `metadata=` clears it. */
export const metadata = () =>
  z
    .unknown()
    .transform((raw, ctx): MetadataInput => {
      if (raw === '') return null;
      if (typeof raw !== 'object' || raw === null)
        return refuse(ctx, failure('parameter_invalid', { problem: 'Metadata must be a hash.' }));
      // `metadata[0]=x` reads as a list; its elements are keys all the same.
      const entries = Object.entries(raw).map(([key, value]: readonly [string, unknown]) => {
        const problem = problemOf(key, value);
        if (problem !== undefined) refuse(ctx, failure('parameter_invalid', { problem }), [key]);
        return [key, String(value)] as const;
      });
      return Object.fromEntries(entries);
    })
    .register(described, {
      anyOf: [
        { type: 'object', additionalProperties: { type: 'string', maxLength: VALUE_LENGTH_MAX } },
        { type: 'string', const: '' },
      ],
    });

function problemOf(key: string, value: unknown): string | undefined {
  if (typeof value !== 'string') return `Metadata values must be texts: '${key.slice(0, 40)}'.`;
  if (key === '' || lengthOf(key) > KEY_LENGTH_MAX)
    return `Metadata keys must have 1 to ${KEY_LENGTH_MAX} characters.`;
  if (/[[\]]/.test(key)) return 'Metadata keys must not have brackets.';
  return lengthOf(value) > VALUE_LENGTH_MAX
    ? `Metadata values must be at most ${VALUE_LENGTH_MAX} characters: '${key}'.`
    : undefined;
}

/** Characters, as a person counts them: one outside of the basic plane is two units of a string. */
const lengthOf = (text: string): number => [...text].length;

/**
 * What an object's metadata is after a change: merged key by key, as Stripe does.
 * @throws `parameter_invalid` when more keys would remain than an object may have.
 */
export function mergeMetadata(
  current: Readonly<Record<string, string>>,
  input: MetadataInput | undefined,
): Readonly<Record<string, string>> {
  if (input === undefined) return current;
  if (input === null) return {};
  const merged = Object.entries({ ...current, ...input }).filter(([, value]) => value !== '');
  if (merged.length > KEYS_MAX)
    throw failure(
      'parameter_invalid',
      { problem: `An object may have at most ${KEYS_MAX} metadata keys.` },
      { param: 'metadata' },
    );
  return Object.fromEntries(merged);
}
