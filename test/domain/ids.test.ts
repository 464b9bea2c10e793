import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type IdKind, kindOfId, makeId, parseId } from '../../domain/ids.ts';

/** Written out a second time: a prefix that changes breaks every caller who stored an id. */
const PREFIXES: readonly (readonly [IdKind, string])[] = [
  ['account', 'acct_'],
  ['apiKey', 'key_'],
  ['authorization', 'iauth_'],
  ['balanceTransaction', 'txn_'],
  ['card', 'ic_'],
  ['cardholder', 'ich_'],
  ['event', 'evt_'],
  ['fundingInstructions', 'fi_'],
  ['issuingTransaction', 'ipi_'],
  ['ledgerAccount', 'lacct_'],
  ['outboxEntry', 'out_'],
  ['request', 'req_'],
];
const kinds = fc.constantFrom(...PREFIXES.map(([kind]) => kind));
const uniques = fc.stringMatching(/^[A-Za-z0-9]{1,40}$/);

test.each(PREFIXES)('the id of a %s begins with %s, as callers know it', (kind, prefix) => {
  expect(makeId(kind, 'A1')).toBe(`${prefix}A1`);
});

test('an id is read back as its own kind and as no other', () => {
  const property = fc.property(kinds, kinds, uniques, (made, asked, unique) => {
    const id = makeId(made, unique);
    expect(kindOfId(id)).toBe(made);
    expect(parseId(asked, id)).toBe(made === asked ? id : undefined);
  });
  fc.assert(property);
});

describe('text that no object can have as its id is not one', () => {
  test.each([
    ['nothing', ''],
    ['only a prefix', 'ic_'],
    ['no underscore', 'icA1'],
    ['another kind', 'ich_A1'],
    ['a space', 'ic_A 1'],
    ['a line break at the end', 'ic_A1\n'],
    ['a NUL, which Postgres cannot store', 'ic_A\u00001'],
    ['a second underscore', 'ic_A_1'],
    ['a letter beyond ASCII', 'ic_é'],
    ['capitals in the prefix', 'IC_A1'],
    ['a wildcard', 'ic_%'],
    ['one character too many', `ic_${'A'.repeat(59)}`],
  ])('%s', (_what, text) => expect(parseId('card', text)).toBeUndefined());

  test('58 characters after the prefix are still an id', () => {
    const longest = `ic_${'A'.repeat(58)}`;
    expect(parseId('card', longest)).toBe(longest);
  });
});

test.each(['', 'ic', 'icx', 'acctx', '_A1', 'nobody_A1', 'A1'])(
  'text without a known prefix names no kind: "%s"',
  (text) => expect(kindOfId(text)).toBeUndefined(),
);
