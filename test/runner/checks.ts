import { PROJECT } from '../support/source-tree.ts';
import { isStopping, runTool } from './children.ts';
import type { Tally } from './tally.ts';

/** One tool that reads the whole project. Import boundaries are a test: see test/architecture. */
export interface Check {
  readonly name: string;
  /** A script of an installed package, and its arguments. */
  readonly script: string;
  readonly args: readonly string[];
  /** How many files the tool saw, by its own output: one that saw none finds nothing wrong. */
  readonly seen: (output: string) => number;
  /** Lines that only tell what was seen, and would hide what is wrong. */
  readonly noise?: (line: string) => boolean;
}

const isSource = (line: string): boolean =>
  line.startsWith(PROJECT) && !line.includes('/node_modules/');
const isDebug = (line: string): boolean => line.startsWith('[debug]');

const countOf = (lines: string, matches: (line: string) => boolean): number =>
  lines.split('\n').filter(matches).length;
const numberAfter = (pattern: RegExp) => (output: string) => Number(pattern.exec(output)?.[1] ?? 0);

const CHECKS: readonly Check[] = [
  {
    name: 'types',
    script: 'typescript/bin/tsc',
    args: ['--noEmit', '--pretty', 'false', '--listFiles'],
    seen: (output) => countOf(output, isSource),
    noise: (line) => /^[^ ]*\.d\.[cm]?ts$/.test(line) || isSource(line),
  },
  {
    name: 'lint',
    script: 'oxlint/bin/oxlint',
    args: ['--type-aware', '--deny-warnings'],
    seen: numberAfter(/ on (\d+) files/),
  },
  {
    name: 'format',
    script: 'prettier/bin/prettier.cjs',
    args: ['--check', '.', '--log-level', 'debug'],
    seen: (output) => countOf(output, (line) => line.startsWith('[debug] resolve config from')),
    noise: isDebug,
  },
  {
    name: 'dead code',
    script: 'knip/bin/knip.js',
    args: ['--no-progress', '--treat-config-hints-as-errors', '--performance'],
    seen: numberAfter(/^parseFile +(\d+)/m),
    noise: (line) => /^(\S.* \d+%|Name  .*|-[ -]*)$/.test(line),
  },
  {
    name: 'generated files',
    script: '../local/bootstrap.mjs',
    args: ['generate', '--check'],
    seen: numberAfter(/(\d+) files/),
  },
];

/** Each check counts as one test. All run, also after one has failed: a person fixes them in one go. */
export async function runChecks(checks: readonly Check[] = CHECKS): Promise<readonly Tally[]> {
  const tallies: Tally[] = [];
  for (const check of checks) if (!isStopping()) tallies.push(await runCheck(check));
  return tallies;
}

async function runCheck({ name, script, args, seen, noise }: Check): Promise<Tally> {
  const began = performance.now();
  const { code, output } = await runTool(script, args, { output: 'kept' });
  const files = seen(output);
  const isGood = code === 0 && files > 0;
  const seconds = Math.round((performance.now() - began) / 100) / 10;
  process.stdout.write(`${isGood ? '✓' : '×'} ${name}: ${files} files, ${seconds} s\n`);
  if (isGood) return { passed: 1, failed: 0, notes: [] };

  const lines = output.split('\n').filter((line) => noise === undefined || !noise(line));
  process.stdout.write(`${lines.join('\n').trimEnd()}\n\n`);
  const why = code === 0 ? 'saw no file' : `ended with code ${code}`;
  return { passed: 0, failed: 1, notes: [`the check "${name}" ${why}`] };
}
