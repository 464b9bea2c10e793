/**
 * Reads what callers send: form text as the SDKs and curl write it, or JSON, into one shape whose
 * leaves are text. The schema of the operation then says what each text means.
 *
 * Written here and not taken from a library, because the difficult part is what to refuse: where two
 * readers could understand a body differently (`a=1&a=2`, `a=1&a[b]=2`, `a[0]=x&a[2]=y`), a library
 * picks one reading in silence.
 */
import { AppError, failure } from '../domain/errors.ts';

export type Form = string | readonly Form[] | { readonly [name: string]: Form };
type Branch = Map<string, Branch | string>;

/** Bounds on what a stranger may make us build; beyond them the request is refused. */
const PARAMETERS_MAX = 1_000;
const DEPTH_MAX = 8;
const NAME_LENGTH_MAX = 500;

const NAME = /^[^[\]]+(\[[^[\]]*\])*$/;
/** Postgres stores neither U+0000 nor half of a surrogate pair; no honest caller sends one. */
const UNSTORABLE = /[\0\p{Surrogate}]/u;
/** The one name that means something to JavaScript itself. */
const FORBIDDEN_NAME = '__proto__';

/** Reads `a[b]=1&c[0][d]=2&e[]=3`. Numbered names make a list, whatever their order. */
export function parseForm(encoded: string): Form {
  const pairs = encoded.split('&').filter((pair) => pair !== '');
  checkCount(pairs.length);
  const root: Branch = new Map();
  for (const pair of pairs) {
    const end = pair.includes('=') ? pair.indexOf('=') : pair.length;
    const name = decode(pair.slice(0, end), '');
    graft(root, name, decode(pair.slice(end + 1), name));
  }
  return toForm(root);
}

/** Reads JSON into the same shape: numbers and booleans as their text, null and [] as the empty text that clears. */
export function parseJson(text: string): Form {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw failure('body_malformed', { problem: 'The body is not valid JSON.' }, { cause });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw failure('body_malformed', { problem: 'The body must be a JSON object.' });
  let count = 0;
  const read = (node: unknown, path: readonly string[]): Form => {
    checkCount((count += 1));
    const name = nameOf(path);
    checkName(name, path);
    if (node === null) return '';
    if (typeof node !== 'object')
      return storable(typeof node === 'string' ? node : JSON.stringify(node), name);
    if (Array.isArray(node))
      return node.length === 0
        ? ''
        : node.map((child, index) => read(child, [...path, String(index)]));
    return Object.fromEntries(
      Object.entries(node).map(([key, child]) => [key, read(child, [...path, key])]),
    );
  };
  return read(value, []);
}

function graft(root: Branch, name: string, value: string): void {
  if (!NAME.test(name)) throw invalid(name, 'Invalid parameter name: check its brackets.');
  const path = name.replaceAll(']', '').split('[');
  checkName(name, path);

  let branch = root;
  for (const [index, segment] of path.entries()) {
    const last = index === path.length - 1;
    // `a[][b]` does not say where one element ends and the next begins.
    if (segment === '' && !last) throw invalid(name, 'Number the elements of a list of hashes.');
    const key = segment === '' ? nextIndex(branch, name) : segment;
    const there = branch.get(key);
    const next = there ?? (last ? value : new Map());
    if (last ? there !== undefined : typeof next === 'string')
      throw invalid(name, 'This parameter was given more than once.');
    branch.set(key, next);
    if (typeof next !== 'string') branch = next;
  }
}

/** `a[]=1&a[]=2` counts by itself; beside names of its own it would guess. */
function nextIndex(branch: Branch, name: string): string {
  const next = String(branch.size);
  const counted = branch.size === 0 || branch.has(String(branch.size - 1));
  if (!counted || branch.has(next)) throw invalid(name, 'Numbered and unnumbered elements meet.');
  return next;
}

function toForm(node: Branch): Form {
  const size = node.size;
  const list = size > 0 && Array.from({ length: size }, (_, index) => node.get(String(index)));
  const read = (child: Branch | string): Form =>
    typeof child === 'string' ? child : toForm(child);
  if (list && list.every((child) => child !== undefined)) return list.map(read);
  return Object.fromEntries([...node].map(([name, child]) => [name, read(child)]));
}

function decode(text: string, name: string): string {
  try {
    return storable(decodeURIComponent(text.replaceAll('+', ' ')), name);
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw invalid(name, 'Invalid percent-encoding: it must be UTF-8.');
  }
}

function storable(text: string, name: string): string {
  if (UNSTORABLE.test(text)) throw invalid(name, 'Text must be Unicode without U+0000.');
  return text;
}

function checkCount(count: number): void {
  if (count > PARAMETERS_MAX)
    throw failure('body_malformed', {
      problem: `A request may have at most ${PARAMETERS_MAX} parameters.`,
    });
}

function checkName(name: string, path: readonly string[]): void {
  if (path.length > DEPTH_MAX)
    throw invalid(name, `Parameters may be nested at most ${DEPTH_MAX} deep.`);
  const strange = name.length > NAME_LENGTH_MAX || path.includes(FORBIDDEN_NAME);
  if (strange || UNSTORABLE.test(name)) throw invalid(name, 'Invalid parameter name.');
}

/** The caller's own notation: `spending_controls[spending_limits][0][amount]`. */
export const nameOf = (path: readonly PropertyKey[]): string => {
  const [head = '', ...rest] = path.map(String);
  return head + rest.map((name) => `[${name}]`).join('');
};

/** Enough of a name to find it. */
const SHOWN_MAX = 80;

const invalid = (name: string, problem: string): AppError =>
  failure('parameter_invalid', { problem }, name === '' ? {} : { param: shown(name) });

const shown = (name: string): string =>
  name.replaceAll(/[\0\p{Surrogate}]/gu, '?').slice(0, SHOWN_MAX);
