import { format, inspect } from 'node:util';
import pino from 'pino';
import { expect, test } from 'vitest';
import { cvc, pan } from '../../domain/card/pan.ts';
import { Secret } from '../../domain/secret.ts';

const DIGITS = '4242424242424242';

/** Everything that we know of which turns a value into text. */
function printed(secret: Secret<unknown>): string[] {
  const lines: string[] = [];
  const log = pino({}, { write: (line: string) => void lines.push(line) });
  log.info({ secret, deep: { secret: [secret] } }, 'made');
  log.error(new Error('refused', { cause: secret }));
  const deep = { deep: { deeper: { deepest: { secret } } } };
  return [
    ...lines,
    String(secret),
    JSON.stringify(deep),
    JSON.stringify(Object.entries(secret)),
    JSON.stringify(Object.assign({}, secret)),
    inspect(deep, { depth: Infinity, showHidden: true }),
    inspect(secret, { customInspect: false, showHidden: true }),
    format('%s %o %j', secret, secret, secret),
    Object.values(secret).map(String).join(),
    new Error(String(secret)).stack ?? '',
  ];
}

test('no printer that we use can show a card number or its code', () => {
  for (const text of printed(pan(DIGITS))) expect(text).not.toContain('4242');
  for (const text of printed(cvc('987'))) expect(text).not.toContain('987');
});

test('a clone sent to another thread carries nothing of the secret', () => {
  // Functions cannot be cloned, so the attempt fails rather than leaks.
  expect(() => structuredClone(pan(DIGITS))).toThrow('could not be cloned');
});

test('a mask says nothing about what it hides', () => {
  expect(String(pan(DIGITS))).toBe(String(pan('')));
  expect(JSON.stringify(new Secret({ any: 'thing' }, '[hidden]'))).toBe('"[hidden]"');
});

test('only expose gives the value', () => {
  expect(pan(DIGITS).expose()).toBe(DIGITS);
});
