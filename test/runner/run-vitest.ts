import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { runTool } from './children.ts';
import { withScratch } from './scratch.ts';
import { type Tally, type VitestReport, tallyOf } from './tally.ts';

/**
 * Runs all tests, or those that the arguments name, as vitest understands them. All that they leave in
 * the temporary directory goes with them, also when vitest is stopped and has no time to tidy up.
 */
export const runVitest = (args: readonly string[]): Promise<Tally> =>
  withScratch(async (folder) => {
    const scratch = path.join(folder, 'tmp');
    await mkdir(scratch);
    const reportFile = path.join(folder, 'report.json');
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`];
    const { code } = await runTool('vitest/vitest.mjs', ['run', ...reporters, ...args], {
      output: 'shown',
      env: { TMPDIR: scratch, TEMP: scratch },
    });
    return tallyOf(await readReport(reportFile), code);
  });

async function readReport(file: string): Promise<VitestReport | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : JSON.parse(text);
}
