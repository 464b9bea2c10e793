import { once } from 'node:events';
import { createServer } from 'node:net';
import { listeningPort } from '../listening-port.ts';

/** So many different ports of this machine that nobody listens on now. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map(listeningPort);
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return ports;
}
