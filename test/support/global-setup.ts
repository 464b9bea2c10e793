import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { writeWorkflowBundle } from '../../worker/workflow-bundle.ts';
import { createTemplate, dropDatabase } from './database-template.ts';
import { type Prepared, prepare } from './prepared.ts';
import { startServers } from './servers.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Postgres, as a role that may create databases. Tests ask `openTestDatabase` for one. */
    databaseUrl: string;
    /** The name of the migrated, empty database that each test database is a copy of. */
    databaseTemplate: Prepared;
    temporalAddress: string;
    workflowBundle: Prepared;
  }
}

type Step = () => Promise<void>;

/** Starts once what all test files share; what it returns stops it after the last one, whatever happened. */
export async function setup(project: TestProject): Promise<Step> {
  const undo: Step[] = [];
  const tearDown = async (): Promise<void> => {
    for (const step of undo.splice(0).toReversed()) await step();
  };
  try {
    const scratch = await mkdtemp(path.join(tmpdir(), 'cardwright-test-'));
    undo.push(() => rm(scratch, { recursive: true, force: true }));
    // As root, Postgres runs as another user, who must be able to pass.
    await chmod(scratch, 0o711);

    const { databaseUrl, temporalAddress, stop } = await startServers(scratch);
    undo.push(stop);
    project.provide('databaseUrl', databaseUrl);
    project.provide('temporalAddress', temporalAddress);

    const template = await prepare(() => createTemplate(databaseUrl));
    if ('ready' in template) undo.push(() => dropDatabase(databaseUrl, template.ready));
    project.provide('databaseTemplate', template);

    const bundlePath = path.join(scratch, 'workflow-bundle.js');
    const bundle = await prepare(() => writeWorkflowBundle(bundlePath).then(() => bundlePath));
    project.provide('workflowBundle', bundle);
    return tearDown;
  } catch (error) {
    await tearDown();
    throw error;
  }
}
