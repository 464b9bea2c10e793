import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { vi } from 'vitest';
import { PROJECT } from '../support/source-tree.ts';

export interface Ended {
  readonly code: number | null;
  readonly output: string;
}

export interface Running {
  /** Asks it to end, as a container is asked. */
  readonly terminate: () => Promise<Ended>;
  readonly kill: () => void;
}

type Variables = Readonly<Record<string, string>>;

/** What a container has: what it is given, and nothing of whoever runs the test. */
function launch(args: readonly string[], env: Variables): ChildProcess & { output: () => string } {
  const child = spawn(process.execPath, args, {
    cwd: PROJECT,
    env: { PATH: process.env['PATH'] ?? '', NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => void chunks.push(chunk));
  return Object.assign(child, { output: () => Buffer.concat(chunks).toString() });
}

/** Runs a program to its end. */
export async function run(args: readonly string[], env: Variables = {}): Promise<Ended> {
  const child = launch(args, env);
  const [code] = await once(child, 'close');
  return { code, output: child.output() };
}

const HEALTHY_WITHIN_MS = 30_000;

/** Starts a server and returns once its health is well: it throws with all that it said when that never comes. */
export async function serve(program: string, healthUrl: string, env: Variables): Promise<Running> {
  const child = launch([program], env);
  const closed = once(child, 'close');
  const terminate = async (): Promise<Ended> => {
    child.kill('SIGTERM');
    const [code] = await closed;
    return { code, output: child.output() };
  };
  try {
    await vi.waitFor(() => checkHealth(child, healthUrl), {
      timeout: HEALTHY_WITHIN_MS,
      interval: 50,
    });
  } catch (cause) {
    child.kill('SIGKILL');
    throw new Error(`${program} is not well. It said:\n${child.output()}`, { cause });
  }
  return { terminate, kill: () => void child.kill('SIGKILL') };
}

async function checkHealth({ exitCode }: ChildProcess, url: string): Promise<void> {
  if (exitCode !== null) throw new Error(`it ended with ${exitCode}`);
  const { status } = await fetch(url);
  if (status !== 200) throw new Error(`${url} answers ${status}`);
}
