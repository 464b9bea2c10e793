import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { inMs, percent, perSecond } from '../../bench/report/figures.ts';
import { markdownOf, markdownTable } from '../../bench/report/markdown.ts';
import { publishedIn, withResults } from '../../bench/report/readme.ts';
import { inColumns } from '../../bench/report/terminal.ts';
import { resultsDirectory } from '../../bench/report/write-results.ts';
import type { Results } from '../../bench/results.ts';
import { readProjectFile } from '../support/source-tree.ts';
import { reached } from './results.ts';

test('a table is the same cells as Markdown and in columns', () => {
  const table = {
    head: ['aim', 'figure'],
    rows: [
      ['quick', '1 ms'],
      ['a lot', '3,000/s'],
    ],
  };
  expect(markdownTable(table)).toBe(
    '| aim | figure |\n|---|---:|\n| quick | 1 ms |\n| a lot | 3,000/s |',
  );
  expect(inColumns(table)).toEqual(['aim     figure', 'quick     1 ms', 'a lot  3,000/s']);
});

test('figures show no more than a run repeats', () => {
  expect([perSecond(2345.6), inMs(9.994), inMs(12.34), inMs(1234.5), percent(0.1234)]).toEqual([
    '2,346',
    '9.99 ms',
    '12.3 ms',
    '1235 ms',
    '12.3 %',
  ]);
});

test('every part that was measured has its table, and every target stands beside its figure', () => {
  const markdown = markdownOf(reached);
  for (const text of [
    'Abacus, 2 cores, 8 GiB',
    'fsync on, synchronous_commit on',
    '| 3.00 × (3,000/s against 1,000/s) | yes |',
    '| 32 connections, one account | 2,550/s',
    '| 1,500 per second (half) |',
    '| 1,000,000 | 2,700/s |',
  ])
    expect(markdown).toContain(text);
  expect(markdownOf({ ...reached, growth: [] })).not.toContain('past authorizations |');
});

test('results go between the markers, and replace what stood there', () => {
  const readme = readProjectFile('README.md');
  const once = withResults(readme, 'first');
  expect(publishedIn(once)).toBe('first');
  const twice = withResults(once, 'second');
  expect(publishedIn(twice)).toBe('second');
  expect(withResults(twice, publishedIn(readme))).toBe(withResults(readme, publishedIn(readme)));
  expect(() => withResults('no markers', 'x')).toThrow('README.md has no');
});

/** A figure that was typed in, or that is of another run than the newest, would be nobody's. */
test('README.md shows the newest results, as they were measured', () => {
  const files = readdirSync(resultsDirectory).filter((name) => name.endsWith('.json'));
  const newest = files.toSorted().at(-1);
  if (newest === undefined) {
    expect(publishedIn(readProjectFile('README.md'))).toBe('No run has been published yet.');
    return;
  }
  const results: Results = JSON.parse(readFileSync(path.join(resultsDirectory, newest), 'utf8'));
  expect(publishedIn(readProjectFile('README.md'))).toBe(markdownOf(results));
});
