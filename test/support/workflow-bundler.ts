import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

const workflowsPath = fileURLToPath(new URL('../../workflows/index.ts', import.meta.url));

/** Bundles as a release does, so that what cannot be bundled fails here and not at a deploy. */
export async function writeWorkflowBundle(folder: string): Promise<string> {
  const { code } = await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('ERROR') });
  const bundlePath = path.join(folder, 'workflow-bundle.js');
  await writeFile(bundlePath, code);
  return bundlePath;
}
