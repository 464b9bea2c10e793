import { describe, expect, test } from 'vitest';
import { sum, tallyOf, type VitestReport } from './tally.ts';

const file = (status: 'passed' | 'failed', ...tests: readonly string[]) => ({
  name: 'test/api/app.test.ts',
  status,
  message: 'Error: no such module\n  at …',
  assertionResults: tests.map((one) => ({ status: one })),
});
const report = (changes: Partial<VitestReport>): VitestReport => ({
  numPassedTests: 2,
  numFailedTests: 0,
  numPendingTests: 0,
  testResults: [file('passed', 'passed', 'passed')],
  ...changes,
});

test('a good run passes with its number of tests', () => {
  expect(tallyOf(report({}), 0)).toEqual({ passed: 2, failed: 0, notes: [] });
});

describe('a run that is not good never counts as one', () => {
  test.each([
    ['a test failed', report({ numFailedTests: 1 })],
    ['a file could not be loaded', report({ testResults: [file('failed')] })],
    ['a file could not be prepared', report({ testResults: [file('failed', 'skipped')] })],
    ['an error stood outside of any test', report({})],
    ['no test ran', report({ numPassedTests: 0, testResults: [] })],
    ['there is no report', undefined],
  ])('%s', (_case, given) => {
    expect(tallyOf(given, 1).failed).toBe(1);
  });
});

test('no test is a failure even when vitest is content', () => {
  const nothing = report({ numPassedTests: 0, testResults: [] });
  expect(tallyOf(nothing, 0)).toEqual({ passed: 0, failed: 1, notes: ['no test ran'] });
});

test('a failed file is named, and its failed tests are not counted twice', () => {
  const failed = file('failed', 'failed', 'passed');
  const tally = tallyOf(report({ numFailedTests: 1, testResults: [failed, file('failed')] }), 1);
  expect(tally).toEqual({
    passed: 2,
    failed: 2,
    notes: ['test/api/app.test.ts: Error: no such module'],
  });
});

test('tests that were not run are told', () => {
  expect(tallyOf(report({ numPendingTests: 3 }), 0).notes).toEqual(['3 tests were not run']);
});

test('the sum of nothing has nothing passed', () => {
  expect(sum([])).toEqual({ passed: 0, failed: 0, notes: [] });
});
