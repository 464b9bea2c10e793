import { runBrowserTests } from './browser.ts';
import { runChecks } from './checks.ts';
import { isStopping, stopWithUs } from './children.ts';
import { runPythonSdk } from './python-sdk.ts';
import { runVitest } from './run-vitest.ts';
import { type Tally, sum } from './tally.ts';

/**
 * `npm test` runs the checks and every test; `--check` the checks alone; any other argument goes to
 * vitest, which then runs what it names and nothing else. The last line tells the counts.
 *
 * @returns the exit code: 0 only when something ran and nothing failed.
 */
export async function runAll(args: readonly string[]): Promise<number> {
  stopWithUs();
  const { passed, failed, notes } = sum(await tallies(args));
  for (const note of notes) process.stdout.write(`${note}\n`);
  if (isStopping()) process.stdout.write('stopped before the end\n');
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  return failed > 0 || passed === 0 || isStopping() ? 1 : 0;
}

async function tallies(args: readonly string[]): Promise<readonly Tally[]> {
  if (args.includes('--check')) return runChecks();
  if (args.length > 0) return [await runVitest(args)];
  const all: Tally[] = [...(await runChecks())];
  for (const step of [() => runVitest([]), runBrowserTests, runPythonSdk])
    if (!isStopping()) all.push(await step());
  return all;
}
