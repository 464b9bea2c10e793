import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

const workflowsPath = fileURLToPath(new URL('../../workflows/index.ts', import.meta.url));

/** The bundle as the worker runs it, so that what cannot be bundled fails here and not at a deploy. */
export async function writeWorkflowBundle(folder: string): Promise<string> {
  const bundlePath = path.join(folder, 'workflow-bundle.js');
  if (!existsSync(workflowsPath)) return bundlePath;
  const { code } = await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('ERROR') });
  await writeFile(bundlePath, code);
  return bundlePath;
}
