import { base64sOf, type KnownSecret, type SecretKind, spellingsOf, writingsOf } from './forms.ts';

/** Where something was kept, said or sent, and what stands there. */
export interface Written {
  readonly place: string;
  readonly content: string | Uint8Array;
}

export interface Leak {
  readonly place: string;
  readonly secret: KnownSecret;
}

/**
 * Searches for all of the secrets, in every form. One expression for each way of comparing looks for
 * all of them at once; only where something is found is each looked for, to tell which it is.
 */
export function searchFor(secrets: readonly KnownSecret[]): (written: Iterable<Written>) => Leak[] {
  const patterns = secrets.map((secret) => ({ secret, ...patternsOf([secret]) }));
  const any = patternsOf(secrets);
  return (written) =>
    [...written].flatMap(({ place, content }) => {
      const text = textOf(content);
      if (!isIn(text, any)) return [];
      const found = patterns.filter((pattern) => isIn(text, pattern));
      return found.map(({ secret }) => ({ place, secret }));
    });
}

interface Patterns {
  readonly folded: RegExp;
  readonly exact: RegExp;
}

function patternsOf(secrets: readonly KnownSecret[]): Patterns {
  const long = secrets.filter(({ kind }) => !SHORT.has(kind)).flatMap(spellingsOf);
  const short = secrets.filter(({ kind }) => SHORT.has(kind)).map(standingAlone);
  const folded = long.flatMap(writingsOf).map((form) => literally(textOf(form).toLowerCase()));
  const exact = long.flatMap(base64sOf).map(literally);
  return { folded: anyOf([...folded, ...short]), exact: anyOf(exact) };
}

/** A few digits are in everything. They are a secret only where they are a value of their own. */
const SHORT: ReadonlySet<SecretKind> = new Set(['cvc', 'pin']);
const standingAlone = ({ kind, value }: KnownSecret): string =>
  String.raw`(?:^|["'=])${value}(?:["'&\\]|$)|${kind}\W{1,4}${value}(?!\d)`;

const literally = (text: string): string => text.replaceAll(/[$()*+.?[\\\]^{|}]/g, '\\$&');

/** Without alternatives it fits nowhere. */
const anyOf = (alternatives: readonly string[]): RegExp =>
  new RegExp(alternatives.length === 0 ? '(?!)' : [...new Set(alternatives)].join('|'));

const isIn = (text: string, { folded, exact }: Patterns): boolean =>
  folded.test(text.toLowerCase()) || exact.test(text);

/** A character for each byte, so that text is found among bytes that are none. */
const textOf = (content: string | Uint8Array): string => Buffer.from(content).toString('latin1');
