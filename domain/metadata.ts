/** What an object carries of its user's own: by form, or in the answer of a decision endpoint. */
import { failure } from './errors.ts';

export type Metadata = Readonly<Record<string, string>>;

const KEYS_MAX = 50;
const KEY_LENGTH_MAX = 40;
export const METADATA_VALUE_LENGTH_MAX = 500;

/** What is wrong with one pair, as a sentence for its sender; `undefined`: nothing. */
export function metadataProblem(key: string, value: unknown): string | undefined {
  if (typeof value !== 'string') return `Metadata values must be texts: '${key.slice(0, 40)}'.`;
  if (key === '' || lengthOf(key) > KEY_LENGTH_MAX)
    return `Metadata keys must have 1 to ${KEY_LENGTH_MAX} characters.`;
  if (/[[\]]/.test(key)) return 'Metadata keys must not have brackets.';
  return lengthOf(value) > METADATA_VALUE_LENGTH_MAX
    ? `Metadata values must be at most ${METADATA_VALUE_LENGTH_MAX} characters: '${key}'.`
    : undefined;
}

/** Characters, as a person counts them: one outside of the basic plane is two units of a string. */
const lengthOf = (text: string): number => [...text].length;

/**
 * What an object's metadata is after a change: merged key by key, as Stripe does. Null clears
 * everything, an empty value deletes its key.
 *
 * @throws `parameter_invalid` when more keys would remain than an object may have.
 */
export function mergeMetadata(current: Metadata, change: Metadata | null | undefined): Metadata {
  if (change === undefined) return current;
  if (change === null) return {};
  const merged = Object.entries({ ...current, ...change }).filter(([, value]) => value !== '');
  if (merged.length > KEYS_MAX)
    throw failure(
      'parameter_invalid',
      { problem: `An object may have at most ${KEYS_MAX} metadata keys.` },
      { param: 'metadata' },
    );
  return Object.fromEntries(merged);
}
