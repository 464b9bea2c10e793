import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeId } from '../../../domain/ids.ts';
import {
  type AdviceLine,
  formatAdviceRow,
  parseAdviceRow,
} from '../../../domain/settlement/advice.ts';
import {
  BREAK_KINDS,
  BREAK_RESOLUTIONS,
  canResolve,
  type Claim,
  judgeReference,
} from '../../../domain/settlement/break.ts';
import { netting, type Settled, totalsOf } from '../../../domain/settlement/netting.ts';

const usd = (amount: bigint): Claim => ({ amount, currency: 'usd' });
const claim = fc.record({
  amount: fc.bigInt({ min: -5n, max: 5n }),
  currency: fc.constantFrom('usd', 'eur'),
});

test.each([
  ['both say the same', usd(10n), [usd(10n)], undefined],
  ['the network says it twice', usd(10n), [usd(10n), usd(10n)], undefined],
  ['the network does not have it', usd(10n), [], 'missing_in_advice'],
  ['we do not have it', undefined, [usd(10n)], 'unknown_to_us'],
  ['nobody says anything', undefined, [], undefined],
  ['a cent more', usd(10n), [usd(11n)], 'amount_differs'],
  ['a cent less', usd(10n), [usd(9n)], 'amount_differs'],
  ['a refund for a capture', usd(10n), [usd(-10n)], 'amount_differs'],
  ['another currency', usd(10n), [{ amount: 10n, currency: 'eur' }], 'amount_differs'],
  ['two things, of which one is ours', usd(10n), [usd(10n), usd(11n)], 'contradictory_lines'],
  ['two things that are not ours', undefined, [usd(10n), usd(11n)], 'contradictory_lines'],
])('%s', (_what, ours, told, kind) => {
  expect(judgeReference(ours, told)).toBe(kind);
});

test('the order of lines, and how often each is told, make no difference', () => {
  const lines = fc
    .array(claim, { maxLength: 6 })
    .chain((told) =>
      fc.tuple(
        fc.constant(told),
        fc.shuffledSubarray([...told, ...told], { minLength: told.length * 2 }),
      ),
    );
  fc.assert(
    fc.property(fc.option(claim, { nil: undefined }), lines, (ours, [told, again]) => {
      expect(judgeReference(ours, again)).toBe(judgeReference(ours, told));
    }),
  );
});

const settled: fc.Arbitrary<Settled> = fc.record({
  accountId: fc.constantFrom(makeId('account', 'a'), makeId('account', 'b')),
  currency: fc.constantFrom('usd', 'eur', 'gbp'),
  amount: fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }),
});

const netOf = (all: readonly Settled[]) => {
  const net = netting();
  for (const each of all) net.add(each);
  return net.legs();
};
const byKey = (legs: readonly Settled[]) =>
  legs.toSorted((one, other) =>
    `${one.accountId}${one.currency}` < `${other.accountId}${other.currency}` ? -1 : 1,
  );

/** Risk: a sum that depends on the order of its parts pays a network differently after a retry. */
test('netting conserves every cent and every clearing, in any order', () => {
  fc.assert(
    fc.property(fc.array(settled, { maxLength: 50 }), (all) => {
      const legs = netOf(all);
      expect(legs.reduce((sum, { count }) => sum + count, 0)).toBe(all.length);
      expect(byKey(netOf(all.toReversed()))).toEqual(byKey(legs));
      for (const currency of ['usd', 'eur', 'gbp'] as const) {
        const sum = all
          .filter((each) => each.currency === currency)
          .reduce((total, { amount }) => total + amount, 0n);
        expect(totalsOf(legs).get(currency) ?? 0n).toBe(sum);
      }
    }),
  );
});

const line: fc.Arbitrary<AdviceLine> = fc.record({
  reference: fc.stringMatching(/^[A-Za-z0-9]{8,32}$/),
  amount: fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }).filter((amount) => amount !== 0n),
  currency: fc.stringMatching(/^[a-z]{3}$/),
});

test('a line that was written is read as it was', () => {
  fc.assert(
    fc.property(line, (each) => {
      const row = { kind: 'line', line: each } as const;
      expect(parseAdviceRow(formatAdviceRow(row))).toEqual(row);
    }),
  );
});

test.each([
  '',
  'D',
  'D|74000017060000000000019|capture|0|usd',
  'D|74000017060000000000019|capture|-1|usd',
  'D|74000017060000000000019|capture|1.00|usd',
  'D|74000017060000000000019|reversal|100|usd',
  'D|74000017060000000000019|capture|100|USD',
  'D|short|capture|100|usd',
  'D|74000017060000000000019|capture|100|usd|more',
  'H|amex|2027-03-01',
  'H|visa|2027-02-30',
  'T|-1',
  'T|01',
  `D|${'7'.repeat(200)}|capture|100|usd`,
])('%j is no row', (row) => {
  expect(parseAdviceRow(row)).toBeUndefined();
});

/** Risk: a clearing of ours is dismissed, and is never settled. */
test('there is exactly one way to end a break, and a clearing that was left out is never dismissed', () => {
  for (const kind of BREAK_KINDS)
    for (const leftOut of [true, false]) {
      const ways = BREAK_RESOLUTIONS.filter((resolution) =>
        canResolve({ kind, leftOut }, resolution),
      );
      expect(ways).toHaveLength(1);
      if (leftOut) expect(ways).not.toContain('dismissed');
    }
});
