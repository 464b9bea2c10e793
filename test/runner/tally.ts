/** What counts, and what a person should read about it. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly notes: readonly string[];
}

/** The part of vitest's JSON report that is read here. */
export interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

const NOTHING: Tally = { passed: 0, failed: 0, notes: [] };

export const sum = (tallies: readonly Tally[]): Tally =>
  tallies.reduce(
    (total, { passed, failed, notes }) => ({
      passed: total.passed + passed,
      failed: total.failed + failed,
      notes: [...total.notes, ...notes],
    }),
    NOTHING,
  );

/**
 * Counts what vitest says. A file that could not be loaded, or whose `beforeAll` failed, has no failed
 * test of its own; a run that saw no test has none at all; an error outside of any test only shows in
 * the exit code. Each of these counts as one failure, so that the last line never says all is well.
 */
export function tallyOf(report: VitestReport | undefined, exitCode: number): Tally {
  if (report === undefined) return failure(`vitest ended with code ${exitCode} and no report`);
  const files = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && assertionResults.every((test) => test.status !== 'failed'),
  );
  const failed = report.numFailedTests + files.length;
  const notes = files.map(({ name, message }) => `${name}: ${message.split('\n')[0]}`);
  if (report.numPendingTests > 0) notes.push(`${report.numPendingTests} tests were not run`);
  if (report.numPassedTests + failed === 0) return failure('no test ran');
  if (failed === 0 && exitCode !== 0)
    return failure(`vitest ended with code ${exitCode}`, report.numPassedTests);
  return { passed: report.numPassedTests, failed, notes };
}

const failure = (note: string, passed = 0): Tally => ({ passed, failed: 1, notes: [note] });
