import { createServer, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { getRequestListener, RequestError } from '@hono/node-server';
import { makeId } from '../domain/ids.ts';
import { systemClock } from '../infra/clock.ts';
import { uniqueText } from '../infra/ids.ts';

/** What one connection may take of us; bodies are bounded by `body.ts`. */
const LIMITS = {
  maxHeaderSize: 16_384,
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  // Longer than a load balancer keeps a connection: it closes first, and never sends into a closed one.
  keepAliveTimeout: 75_000,
} as const;
const CONNECTIONS_MAX = 2_000;

interface ServerOptions {
  readonly fetch: (request: Request) => Promise<Response> | Response;
  readonly host: string;
  readonly port: number;
}

export interface RunningServer {
  readonly port: number;
  /**
   * Takes no more connections, and no second request over those that are open; lets what runs end for
   * so long, and then cuts it off.
   */
  readonly drain: (ms: number) => Promise<void>;
}

/** Resolves when the port is open. */
export async function listen({ fetch, host, port }: ServerOptions): Promise<RunningServer> {
  const listener = getRequestListener(fetch, {
    overrideGlobalObjects: false,
    errorHandler: (error) => (error instanceof RequestError ? notAnAddress() : failed()),
  });
  const answering = new Set<ServerResponse>();
  const server = createServer(LIMITS, (request, response) => {
    answering.add(response);
    response.once('close', () => answering.delete(response));
    if (!server.listening) endConnectionAfter(response);
    void listener(request, response);
  });
  server.maxConnections = CONNECTIONS_MAX;
  server.on('clientError', refuseUnreadable);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : port,
    drain: async (ms) => {
      const drained = drain(server, ms);
      answering.forEach(endConnectionAfter);
      return drained;
    },
  };
}

/** A proxy would send on over a connection that it keeps, and be cut off in the middle of a request. */
function endConnectionAfter(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader('Connection', 'close');
}

async function drain(server: Server, ms: number): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  const timer = setTimeout(() => server.closeAllConnections(), ms);
  await closed;
  clearTimeout(timer);
}

/** What never became a request has no route to answer it; the envelope is the same. */
const envelope = (message: string): string =>
  JSON.stringify({ error: { type: 'invalid_request_error', code: 'body_malformed', message } });

/** What even the app could not turn into an answer: its caller must not wait for ever. */
const failed = (): Response =>
  new Response(JSON.stringify({ error: { type: 'api_error', message: 'Something went wrong.' } }), {
    status: 500,
    headers: { 'Content-Type': 'application/json', 'Request-Id': newRequestId() },
  });

const notAnAddress = (): Response =>
  new Response(envelope('The address or the Host header of the request cannot be read.'), {
    status: 400,
    headers: { 'Content-Type': 'application/json', 'Request-Id': newRequestId() },
  });

const newRequestId = (): string => makeId('request', uniqueText(systemClock.nowMs()));

const REFUSALS: Readonly<Record<string, string>> = {
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
};

function refuseUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy();
  const status = REFUSALS[error.code ?? ''] ?? '400 Bad Request';
  const body = envelope(`This is no HTTP request that can be read: ${status}.`);
  socket.end(
    `HTTP/1.1 ${status}\r\nContent-Type: application/json\r\nRequest-Id: ${newRequestId()}\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}
