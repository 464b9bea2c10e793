import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { hasEnded } from '../processes.ts';

/** A first start may have to build a Temporal server. */
const PATIENCE_MS = 20 * 60_000;
const PAUSE_MS = 100;

/** Waits until the process serves. Throws when it ends instead. */
export async function untilHealthy(
  baseUrl: string,
  child: ChildProcess,
  logFile: string,
): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  while (!(await isHealthy(baseUrl))) {
    if (hasEnded(child) || performance.now() > deadline)
      throw new Error(`Nothing serves at ${baseUrl}. The last words:\n${lastWords(logFile)}`);
    await sleep(PAUSE_MS);
  }
}

async function isHealthy(baseUrl: string): Promise<boolean> {
  try {
    const response = await fetch(`${baseUrl}/healthz`, { signal: AbortSignal.timeout(2_000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

const LAST_LENGTH = 2_000;

const lastWords = (logFile: string): string => readFileSync(logFile, 'utf8').slice(-LAST_LENGTH);
