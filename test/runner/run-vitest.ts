import { chmod, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runTool } from './children.ts';
import { type Tally, type VitestReport, tallyOf } from './tally.ts';

/**
 * Runs all tests, or those that the arguments name, as vitest understands them. All that they leave in
 * the temporary directory goes with them, also when vitest is stopped and has no time to tidy up.
 */
export async function runVitest(args: readonly string[]): Promise<Tally> {
  const folder = await mkdtemp(path.join(tmpdir(), 'cardwright-'));
  const scratch = path.join(folder, 'tmp');
  const reportFile = path.join(folder, 'report.json');
  try {
    await mkdir(scratch);
    // As root, Postgres runs as another user, who must be able to pass.
    await chmod(folder, 0o711);
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`];
    const { code } = await runTool('vitest/vitest.mjs', ['run', ...reporters, ...args], {
      output: 'shown',
      env: { TMPDIR: scratch, TEMP: scratch },
    });
    return tallyOf(await readReport(reportFile), code);
  } finally {
    // Servers that lost their owner need a moment to end, and write until then.
    await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 });
  }
}

async function readReport(file: string): Promise<VitestReport | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : JSON.parse(text);
}
