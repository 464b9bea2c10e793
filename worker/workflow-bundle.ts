import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  bundleWorkflowCode,
  DefaultLogger,
  type WorkflowBundleOption,
  type WorkflowBundleWithSourceMap,
} from '@temporalio/worker';
import { failureConverterPath } from '../infra/temporal/data-converter.ts';

const workflowsPath = fileURLToPath(new URL('../workflows/index.ts', import.meta.url));

/** Beside the compiled `worker/`; where the sources run as they are there is none. */
const prebuiltPath = fileURLToPath(new URL('../workflow-bundle.js', import.meta.url));

/** What a release, a worker that runs from sources, and the tests run: made in this one way. */
export const bundleWorkflows = (): Promise<WorkflowBundleWithSourceMap> =>
  bundleWorkflowCode({ workflowsPath, failureConverterPath, logger: new DefaultLogger('ERROR') });

/** For the build: writes the bundle to `file`, such as `dist/workflow-bundle.js`. */
export async function writeWorkflowBundle(file: string): Promise<void> {
  const { code } = await bundleWorkflows();
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, code);
}

/** The one that was built, else a new one: some two seconds, once for a process. */
export const workflowBundle = async (): Promise<WorkflowBundleOption> =>
  existsSync(prebuiltPath) ? { codePath: prebuiltPath } : bundleWorkflows();
