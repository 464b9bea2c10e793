import { unreachable } from '../../../domain/invariant.ts';

/** What a test knows and nobody else may be told. */
export interface KnownSecret {
  readonly kind: SecretKind;
  readonly value: string;
}

export const SECRET_KINDS = [
  'address',
  'bank account number',
  'birth date',
  'card number',
  'cvc',
  'device',
  'email',
  'key',
  'name',
  'phone',
  'pin',
  'tax id',
] as const;
export type SecretKind = (typeof SECRET_KINDS)[number];

/** Who sees so many characters in a row of a number or a key has more of it than a mask may show. */
const PIECE_LENGTH = 12;
const PIECE_STEP = 4;

/** The ways in which people and programs write the same secret. */
export function spellingsOf({ kind, value }: KnownSecret): readonly string[] {
  switch (kind) {
    case 'card number': {
      const groups = value.match(/\d{4}/g) ?? [];
      const grouped = [' ', '-'].flatMap((mark) => piecesOf(groups, 3, 1).map(joined(mark)));
      return [...grouped, ...piecesOf([...value], PIECE_LENGTH, PIECE_STEP).map(joined(''))];
    }
    case 'key':
      // `sk_test_` is no secret: the mask of a key begins with it. So it is with the other kinds of keys.
      return piecesOf(
        [...value.replace(/^((ek|sk)_(live|test)|ephkn_priv)_/, '')],
        PIECE_LENGTH,
        PIECE_STEP,
      ).map(joined(''));
    case 'birth date': {
      const [year, month, day] = value.split('-').map(Number);
      const parts = `"day":${day},"month":${month},"year":${year}`;
      return [value, value.replaceAll('-', ''), parts];
    }
    case 'email':
      return [value, value.replace(/@.*/, '')];
    case 'phone':
      return [value.replace(/^\+1/, '')];
    case 'tax id':
      return [value, value.replaceAll('-', '')];
    case 'address':
    case 'bank account number':
    case 'cvc':
    case 'device':
    case 'name':
    case 'pin':
      return [value];
    default:
      return unreachable(kind);
  }
}

function piecesOf(parts: readonly string[], length: number, step: number): readonly string[][] {
  const count = Math.floor((parts.length - length) / step) + 1;
  return Array.from({ length: count }, (_, at) => parts.slice(at * step, at * step + length));
}

const joined =
  (mark: string) =>
  (parts: readonly string[]): string =>
    parts.join(mark);

/** A text as it stands in a file, a JSON document or an address. Upper and lower case are one. */
export const writingsOf = (text: string): readonly string[] => [
  text,
  JSON.stringify(text).slice(1, -1),
  escaped(text),
  encodeURIComponent(text),
  new URLSearchParams({ '': text }).toString().slice('='.length),
  Buffer.from(text).toString('hex'),
];

/** JSON in ASCII alone, as some libraries write it. */
const escaped = (text: string): string =>
  text.replaceAll(/[^ -~]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** Fewer characters of base64 than this are found in any ciphertext, sooner or later. */
const BASE64_LENGTH_MIN = 8;

/**
 * The part of base64 that a text leaves whatever stands beside it: three bytes become four
 * characters, so it looks different at each of three places.
 */
export const base64sOf = (text: string): readonly string[] =>
  [0, 1, 2].flatMap((before) => {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(text)]);
    const [from, to] = [Math.ceil((before * 8) / 6), Math.floor((bytes.length * 8) / 6)];
    if (to - from < BASE64_LENGTH_MIN) return [];
    return [bytes.toString('base64'), bytes.toString('base64url')].map((all) =>
      all.slice(from, to),
    );
  });
