/** Downloads the Temporal server into the directory that is its argument, and ends. */
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { reasonOf } from '../../problem.ts';
import { TEMPORAL_VERSION } from '../cache.ts';

const [, , downloadDir] = process.argv;
try {
  if (downloadDir === undefined) throw new Error('Name the directory to download into.');
  const executable = {
    type: 'cached-download',
    downloadDir,
    version: `v${TEMPORAL_VERSION}`,
  } as const;
  // The library downloads only in order to start what it downloaded.
  const environment = await TestWorkflowEnvironment.createLocal({ server: { executable } });
  await environment.teardown();
} catch (error) {
  process.stderr.write(`${reasonOf(error)}\n`);
  process.exitCode = 1;
}
// The native runtime would keep the process alive.
process.exit();
