import { describe, expect, test } from 'vitest';
import { partialOf, settled, withPartial } from '../../../domain/spending/replacement.ts';

const DAY = 86_400;
const past = (window: number, used: bigint) => ({ daily: { before: 'one', window, used } });

const partial = (window: number, used: bigint, name = 'one') => ({
  daily: { window, used, partial: name },
});

describe('a counter that begins', () => {
  const begin = { signatures: ['daily', 'all_time'], at: DAY + 5, name: 'one' } as const;

  test('is partial, of the window of now, and leaves those that stand as they are', () => {
    const whole = { daily: { window: 0, used: 7n } };
    const begun = withPartial(whole, begin);
    expect(begun).toEqual({ ...whole, all_time: { window: 0, used: 0n, partial: 'one' } });
    expect(partialOf(begun, begin.signatures)).toEqual(['all_time']);
    expect(withPartial(begun, { ...begin, name: 'two' })).toBe(begun);
  });
});

/** Risk: requests that are refused after they began fill the row that every purchase writes. */
test('beginnings that nobody finished do not fill the row', () => {
  const abandoned = Array.from(
    { length: 199 },
    (_, index) => [`daily:category_${index}`, { window: 0, used: 1n, partial: 'old' }] as const,
  );
  const standing = { ...Object.fromEntries(abandoned), weekly: { window: 0, used: 7n } };
  const signatures = ['daily:category_7', 'all_time'] as const;
  expect(withPartial(standing, { signatures, at: 0, name: 'new' })).toEqual({
    'daily:category_7': { window: 0, used: 1n, partial: 'old' },
    weekly: { window: 0, used: 7n },
    all_time: { window: 0, used: 0n, partial: 'new' },
  });
});

describe('when limits come into force', () => {
  test.each([
    ['of one window, past and counter are added', partial(DAY, 3n), past(DAY, 4n), [DAY, 7n]],
    ['a counter in a later window is whole', partial(2 * DAY, 3n), past(DAY, 4n), [2 * DAY, 3n]],
    ['a past in a later window is all of it', partial(DAY, 3n), past(2 * DAY, 4n), [2 * DAY, 4n]],
    ['a whole counter stays', { daily: { window: DAY, used: 3n } }, past(DAY, 4n), [DAY, 3n]],
  ])('%s', (_, counters, before, [window, used]) => {
    expect(settled(counters, ['daily'], before)).toEqual({
      counters: { daily: { window, used } },
      missing: [],
    });
  });

  test.each([
    ['was dropped', {}, past(DAY, 4n)],
    ['was dropped and has begun again', partial(DAY, 3n, 'two'), past(DAY, 4n)],
    ['has no past', partial(DAY, 3n), {}],
  ])('a counter that %s is counted from history', (_, counters, before) => {
    expect(settled(counters, ['daily'], before)).toEqual({ counters: {}, missing: ['daily'] });
  });

  test('a counter that nothing needs is dropped', () => {
    expect(settled({ weekly: { window: 0, used: 1n } }, [], {})).toEqual({
      counters: {},
      missing: [],
    });
  });
});
