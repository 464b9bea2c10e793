import { once } from 'node:events';
import { type Server, createServer } from 'node:net';
import { Problem } from './problem.ts';

export interface WantedPort {
  /** The variable that changes it. */
  readonly variable: string;
  readonly host: string;
  /** 0 asks for any that is free. */
  readonly port: number;
}

/**
 * Makes sure that all of these can be listened on, at the same time, before anything is started, and
 * answers with their numbers. Names the first that cannot, and the variable that changes it.
 */
export async function checkPorts(wanted: readonly WantedPort[]): Promise<readonly number[]> {
  const held: Server[] = [];
  try {
    for (const port of wanted) held.push(await hold(port));
    return held.map(portOf);
  } finally {
    await Promise.all(held.map(release));
  }
}

/** A port of this machine that nobody listens on. Another process may take it before it is used. */
export async function findFreePort(): Promise<number> {
  const [port = 0] = await checkPorts([{ variable: 'PORT', host: '127.0.0.1', port: 0 }]);
  return port;
}

async function hold({ variable, host, port }: WantedPort): Promise<Server> {
  const server = createServer();
  try {
    server.listen({ host, port, exclusive: true });
    await once(server, 'listening');
    return server;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    throw new Problem(
      code === 'EADDRINUSE'
        ? `Port ${port} of ${host} is in use: set ${variable} to a free one, such as ${variable}=${port + 1}.`
        : `Port ${port} of ${host} cannot be listened on (${String(code)}): set ${variable} to another.`,
      { cause: error },
    );
  }
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function release(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  await closed;
}
