/** A decision endpoint that says yes at once and keeps how long it took: a process of its own, as a user's is. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { listeningPort } from '../listening-port.ts';
import type { EndpointReady, EndpointStart, EndpointTimes } from './messages.ts';

const YES = JSON.stringify({ approved: true });

async function start({ version }: EndpointStart): Promise<void> {
  let ownMs: number[] = [];
  const headers = {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(YES),
    'Stripe-Version': version,
  };
  const server = createServer((request, response) => {
    const began = performance.now();
    request.resume();
    request.once('end', () => {
      response.writeHead(200, headers).end(YES);
      ownMs.push(performance.now() - began);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  process.on('message', () => {
    const times: EndpointTimes = { ownMs };
    ownMs = [];
    process.send?.(times);
  });
  const ready: EndpointReady = { port: listeningPort(server) };
  process.send?.(ready);
}

process.once('disconnect', () => process.exit(0));
process.once('message', (message: EndpointStart) => void start(message));
