import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type Server,
  type ServerResponse,
} from 'node:http';
import Stripe from 'stripe';

/** A question as the endpoint got it. */
export interface ReceivedQuestion {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export type Behaviour = (response: ServerResponse, question: ReceivedQuestion) => unknown;

export interface TestEndpoint {
  readonly url: string;
  /** Every question that has come, oldest first. */
  readonly received: readonly ReceivedQuestion[];
  /** Connections that were made so far. */
  readonly connectionCount: () => number;
  /** What it does with the next questions. */
  readonly behave: (behaviour: Behaviour) => void;
  /** Forgets what has come, and answers with a yes again. */
  readonly reset: () => void;
  readonly close: () => Promise<void>;
}

/** An answer as a server of a user writes it: with the header that makes it one. */
export const answering =
  (answer: object | string, { status = 200, headers = VERSION }: Reply = {}): Behaviour =>
  (response) => {
    const body = typeof answer === 'string' ? answer : JSON.stringify(answer);
    response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(body);
  };
interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}
const VERSION: Readonly<Record<string, string>> = { 'Stripe-Version': '2026-10-28.endive' };

/** Says nothing, and keeps the connection. */
export const silent: Behaviour = () => {};

/** Begins to answer, and never ends. */
export const dribbling: Behaviour = (response) => {
  response.writeHead(200, VERSION).write('{"approved":');
};

/** Answers so, but not before it is let go. */
export function answeringLater(answer: object): {
  readonly behaviour: Behaviour;
  readonly go: () => void;
} {
  const gate = new AbortController();
  const opened = once(gate.signal, 'abort');
  const behaviour: Behaviour = (response, question) =>
    opened.then(() => answering(answer)(response, question));
  return { behaviour, go: () => gate.abort() };
}

/** A decision endpoint of a user, on a port of its own. It approves until it is told otherwise. */
export async function openEndpoint(): Promise<TestEndpoint> {
  const received: ReceivedQuestion[] = [];
  const yes = answering({ approved: true });
  let behaviour = yes;
  let connectionCount = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const question = { headers: request.headers, body: Buffer.concat(chunks).toString('utf8') };
      received.push(question);
      behaviour(response, question);
    });
  }).on('connection', () => (connectionCount += 1));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${portOf(server)}/decide`,
    received,
    connectionCount: () => connectionCount,
    behave: (next) => {
      behaviour = next;
    },
    reset: () => {
      received.length = 0;
      behaviour = yes;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** An address at which nobody listens. */
export async function closedAddress(): Promise<string> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${portOf(server)}/decide`;
  await new Promise((resolve) => server.close(resolve));
  return url;
}

function portOf(server: Server): number {
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the server is closed');
  return address.port;
}

const stripe = new Stripe('sk_test_0');

/** Verified and read by the official SDK's own function; `at` is when it is received, in Unix seconds. */
export function verifiedEvent({ headers, body }: ReceivedQuestion, secret: string, at: number) {
  const signature = headers['stripe-signature'] ?? '';
  return stripe.webhooks.constructEvent(body, signature, secret, 300, undefined, at);
}
