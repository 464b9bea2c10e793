import { fileURLToPath } from 'node:url';
import { type Processes, ask } from '../processes.ts';
import type { LoadPlan, LoadResult } from './plan.ts';

const LOAD = fileURLToPath(new URL('main.ts', import.meta.url));

/** Runs one load in a process of its own. */
export async function runLoad(processes: Processes, plan: LoadPlan): Promise<LoadResult> {
  const load = processes.forkModule(LOAD);
  try {
    return await ask<LoadResult>(load, plan);
  } finally {
    await processes.stop(load);
  }
}
