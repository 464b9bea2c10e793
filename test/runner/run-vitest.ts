import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runTool } from './children.ts';
import { type Tally, type VitestReport, tallyOf } from './tally.ts';

/** Runs all tests, or those that the arguments name, as vitest understands them. */
export async function runVitest(args: readonly string[]): Promise<Tally> {
  const scratch = await mkdtemp(path.join(tmpdir(), 'cardwright-report-'));
  try {
    const reportFile = path.join(scratch, 'report.json');
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`];
    const { code } = await runTool('vitest/vitest.mjs', ['run', ...reporters, ...args], 'shown');
    return tallyOf(await readReport(reportFile), code);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function readReport(file: string): Promise<VitestReport | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : JSON.parse(text);
}
