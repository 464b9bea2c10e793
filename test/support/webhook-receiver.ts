import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type Stripe from 'stripe';
import { systemClock } from '../../infra/clock.ts';

export interface Received {
  readonly path: string;
  readonly event: Stripe.Event;
  /** Exactly as it came. */
  readonly body: string;
  readonly headers: IncomingHttpHeaders;
  /** Unix milliseconds. */
  readonly atMs: number;
}

type Answer = number | 'never';

export interface Receiver {
  readonly origin: string;
  readonly received: readonly Received[];
  /** The requests that were answered with success. */
  readonly taken: readonly Received[];
  /** What is answered from now on, after how long. */
  readonly answer: (rule: Rule) => void;
  /** How many requests were under way at once, at most. */
  readonly busiest: () => number;
  readonly close: () => Promise<void>;
}

type Rule = (request: Received) => Answer | Promise<Answer>;
const takeAll: Rule = () => 200;

/** A user's server, which is called as any other. */
export async function openReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  const taken: Received[] = [];
  let rule: Rule = takeAll;
  let [busy, busiest] = [0, 0];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    busy++;
    busiest = Math.max(busiest, busy);
    response.on('close', () => busy--);
    request.on('data', (chunk: Buffer) => void chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      const event: Stripe.Event = JSON.parse(body);
      const { url: path = '', headers } = request;
      const one = { path, event, body, headers, atMs: systemClock.nowMs() };
      received.push(one);
      void reply(one, response);
    });
  });
  async function reply(one: Received, response: ServerResponse): Promise<void> {
    const status = await rule(one);
    if (status === 'never') return;
    if (status >= 200 && status < 300) taken.push(one);
    response.writeHead(status, { Location: '/elsewhere' }).end();
  }
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the receiver is closed');
  return {
    origin: `http://127.0.0.1:${address.port}`,
    received,
    taken,
    answer: (next) => void (rule = next),
    busiest: () => busiest,
    close: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
