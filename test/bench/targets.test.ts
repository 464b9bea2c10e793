import { expect, test } from 'vitest';
import { targetsOf } from '../../bench/report/targets.ts';
import type { Results } from '../../bench/results.ts';
import { measured, reached } from './results.ts';

const verdicts = (results: Results) => targetsOf(results).map(({ isReached }) => isReached);

test('at its boundary each target is reached', () => {
  expect(verdicts(reached)).toEqual(Array.from({ length: 8 }, () => true));
});

const [oursSpread, classicSpread, oursHot, classicHot] = reached.closed;
const [half] = reached.open;
const [atNone, grown] = reached.growth;
if (!oursSpread || !classicSpread || !oursHot || !classicHot || !half || !atNone || !grown)
  throw new Error('the made-up run is not whole');
if (typeof reached.realTime === 'string') throw new Error('the made-up run has an endpoint');

const spreadBelow = { ...oursSpread, perSecond: 2999 };
const hotBelow = { ...oursHot, perSecond: 2549 };

test.each<readonly [name: string, results: Results, missed: readonly number[]]>([
  [
    'three times classic, and pgbench, with one purchase less',
    { ...reached, closed: [spreadBelow, classicSpread, oursHot, classicHot] },
    [0, 2],
  ],
  [
    'six times classic on one account, and its distance to spread',
    { ...reached, closed: [oursSpread, classicSpread, hotBelow, classicHot] },
    [1, 3],
  ],
  [
    'p99 at half load',
    {
      ...reached,
      open: [{ ...half, latencies: { ...half.latencies, p99Ms: 25 } }],
    },
    [4],
  ],
  ['one decline at half load', { ...reached, open: [{ ...half, declined: 1 }] }, [4]],
  [
    'the time of a decision endpoint',
    { ...reached, realTime: { ...reached.realTime, p99Ms: 10 } },
    [5],
  ],
  [
    'the rate after a million',
    {
      ...reached,
      growth: [
        atNone,
        { ...grown, measurement: measured({ system: 'ours', shape: 'spread', perSecond: 2699 }) },
      ],
    },
    [6],
  ],
  [
    'the memory of the process, at any step',
    { ...reached, growth: [{ ...atNone, apiBytes: 300_000_000 }, grown] },
    [7],
  ],
])('beside its boundary it is missed: %s', (_name, results, missed) => {
  expect(verdicts(results)).toEqual(
    Array.from({ length: 8 }, (_none, index) => !missed.includes(index)),
  );
});

test('what was not measured is neither reached nor missed, and says so', () => {
  const nothing: Results = {
    ...reached,
    closed: [],
    open: [],
    tpcb: [],
    realTime: 'no way',
    growth: [],
  };
  for (const { isReached, figure } of targetsOf(nothing)) {
    expect(isReached).toBeUndefined();
    expect(figure).toContain('not measured');
  }
  expect(targetsOf(nothing)[5]?.figure).toContain('no way');
});
