import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { checkPorts } from '../../local/ports.ts';
import { type Ended, type Launched, launch, run } from './children.ts';
import { withScratch } from './scratch.ts';
import type { Tally } from './tally.ts';

const SCRIPT = 'test/sdk/python/first_purchase.py';
const START_MS_MAX = 120_000;
const POLL_MS = 100;

/**
 * The first purchase by the official Python SDK, against an instance that is started as a person starts
 * it. Where Python or its `stripe` package is missing it says so and counts for nothing.
 */
export async function runPythonSdk(): Promise<Tally> {
  const { code } = await run('python3', ['-c', 'import stripe'], { output: 'kept' });
  if (code !== 0)
    return { passed: 0, failed: 0, notes: [`${SCRIPT} was not run: no python3 with stripe here`] };
  const { code: failure, output } = await withScratch(buyWithPython);
  const isGood = failure === 0;
  process.stdout.write(`${isGood ? '✓' : '×'} first purchase by the Python SDK\n`);
  if (isGood) return { passed: 1, failed: 0, notes: [] };
  process.stdout.write(`${output.trimEnd()}\n\n`);
  return { passed: 0, failed: 1, notes: [`${SCRIPT} ended with code ${failure}`] };
}

async function buyWithPython(scratch: string): Promise<Ended> {
  const secretKey = `sk_test_${randomBytes(16).toString('hex')}`;
  const ports = await freePorts();
  const url = `http://127.0.0.1:${ports.PORT}`;
  const instance = launch(process.execPath, ['local/bootstrap.mjs', 'start'], {
    output: 'kept',
    env: {
      ...ports,
      CARDWRIGHT_DATA_DIR: path.join(scratch, 'data'),
      CARDWRIGHT_SECRET_KEY: secretKey,
      // Its own servers: those of the environment belong to somebody.
      DATABASE_URL: '',
      TEMPORAL_ADDRESS: '',
    },
  });
  const isUp = await isServing(url, instance);
  const bought = isUp
    ? await run('python3', [SCRIPT], {
        output: 'kept',
        env: { CARDWRIGHT_URL: url, CARDWRIGHT_SECRET_KEY: secretKey },
      })
    : undefined;
  const { output } = await instance.stop();
  return bought ?? { code: 1, output: `The instance did not serve.\n${output}` };
}

async function freePorts(): Promise<
  Readonly<Record<'PORT' | 'TEMPORAL_PORT' | 'TEMPORAL_UI_PORT', string>>
> {
  const any = { host: '127.0.0.1', port: 0, variable: 'PORT' };
  const [api = 0, temporal = 0, ui = 0] = await checkPorts([any, any, any]);
  return { PORT: `${api}`, TEMPORAL_PORT: `${temporal}`, TEMPORAL_UI_PORT: `${ui}` };
}

/** Polls the health of a starting instance until it is well, or has ended, or the time is over. */
async function isServing(url: string, instance: Launched): Promise<boolean> {
  const deadline = performance.now() + START_MS_MAX;
  while (instance.isRunning() && performance.now() < deadline) {
    const health = await fetch(`${url}/healthz`).catch(() => undefined);
    if (health?.ok === true) return true;
    await pause(POLL_MS);
  }
  return false;
}
