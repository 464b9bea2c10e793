import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { createTemplate } from './database-template.ts';
import { startServers } from './servers.ts';
import { writeWorkflowBundle } from './workflow-bundle.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Postgres, as a role that may create databases. Tests ask `openTestDatabase` for one. */
    databaseUrl: string;
    /** The migrated, unused database that each test database is a copy of. */
    databaseTemplate: string;
    temporalAddress: string;
    /** The workflows as a worker runs them, bundled once for all tests. */
    workflowBundlePath: string;
  }
}

type Step = () => Promise<void>;

/** Starts once what all test files share, and stops it after the last one, whatever happened. */
export default async function setUp(project: TestProject): Promise<Step> {
  const undo: Step[] = [];
  const tearDown = async (): Promise<void> => {
    for (const step of undo.splice(0).toReversed()) await step();
  };
  try {
    const scratch = await mkdtemp(path.join(tmpdir(), 'cardwright-test-'));
    undo.push(() => rm(scratch, { recursive: true, force: true }));

    const servers = await startServers(scratch);
    undo.push(servers.stop);
    project.provide('databaseUrl', servers.databaseUrl);
    project.provide('temporalAddress', servers.temporalAddress);

    const template = await createTemplate(servers.databaseUrl);
    undo.push(template.drop);
    project.provide('databaseTemplate', template.name);

    project.provide('workflowBundlePath', await writeWorkflowBundle(scratch));
    return tearDown;
  } catch (error) {
    await tearDown();
    throw error;
  }
}
