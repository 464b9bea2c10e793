import { fileURLToPath } from 'node:url';
import { type Context, say } from '../context.ts';
import type { Buyer } from '../load/plan.ts';
import { measure } from '../measure.ts';
import type { Measurement } from '../measurement.ts';
import { ask } from '../processes.ts';
import type { EndpointReady, EndpointStart, EndpointTimes } from '../real-time/messages.ts';
import { inMs } from '../report/figures.ts';
import { latenciesOf } from '../statistics/percentiles.ts';

const ENDPOINT = fileURLToPath(new URL('../real-time/main.ts', import.meta.url));

/** Few enough that purchases do not wait for one another: what is measured is the way to the endpoint. */
const PER_SECOND = 100;
const CONNECTIONS = 64;

/** What a decision endpoint adds to a purchase, beside the time that it takes itself. */
export interface RealTimeOverhead {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly endpointP50Ms: number;
  readonly without: Measurement;
  readonly with: Measurement;
}

/**
 * Sends purchases of accounts without a decision endpoint, and then of as many that have one, which
 * answers at once. The whole tail is charged to the decision: its p99 is that of those who have it, less
 * the median of the others and the median of the endpoint itself. A text says why it was not measured.
 */
export async function realTime(context: Context): Promise<RealTimeOverhead | string> {
  const { processes, buyers, template } = context;
  const half = buyers.spread.length / 2;
  const [asking, plain] = [buyers.spread.slice(0, half), buyers.spread.slice(half)];
  const version = template.headers.find(([name]) => name.toLowerCase() === 'stripe-version')?.[1];
  const start: EndpointStart = { version: version ?? '' };
  const endpoint = processes.forkModule(ENDPOINT);
  try {
    const { port } = await ask<EndpointReady>(endpoint, start);
    for (const buyer of asking) {
      const refusal = await register(context, buyer, `http://127.0.0.1:${port}/decide`);
      if (refusal === undefined) continue;
      say(`The real-time decision is not measured: ${refusal}.`);
      return refusal;
    }
    const without = await load(context, plain, 'no decision endpoint');
    const withEndpoint = await load(context, asking, 'an endpoint decides');
    if (withEndpoint.latencies.count === 0) return 'no purchase was answered in time';
    const { ownMs } = await ask<EndpointTimes>(endpoint, {});
    if (ownMs.length < withEndpoint.latencies.count)
      return `the endpoint was asked ${ownMs.length} times for ${withEndpoint.latencies.count} purchases`;
    const endpointP50Ms = latenciesOf(ownMs).p50Ms;
    const basis = without.latencies.p50Ms + endpointP50Ms;
    const overhead = {
      p50Ms: withEndpoint.latencies.p50Ms - basis,
      p99Ms: withEndpoint.latencies.p99Ms - basis,
      endpointP50Ms,
      without,
      with: withEndpoint,
    };
    say(
      `         a decision endpoint adds p50 ${inMs(overhead.p50Ms)}, p99 ${inMs(overhead.p99Ms)}`,
    );
    return overhead;
  } finally {
    await processes.stop(endpoint);
  }
}

const load = (context: Context, buyers: readonly Buyer[], note: string): Promise<Measurement> =>
  measure(context, {
    system: 'ours',
    target: context.instance.api,
    shape: 'spread',
    buyers,
    connections: CONNECTIONS,
    asked: PER_SECOND,
    note,
  });

/** Makes the endpoint the one that decides for the account. Gives the reason when the API refuses. */
async function register(
  { instance }: Context,
  { secretKey }: Buyer,
  url: string,
): Promise<string | undefined> {
  const { host, port } = instance.api;
  const response = await fetch(`http://${host}:${port}/v1/webhook_endpoints`, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${secretKey}`,
      'Content-Type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams({ url, 'enabled_events[0]': 'issuing_authorization.request' }),
  });
  if (response.ok) return undefined;
  const { error }: { error?: { code?: string } } = JSON.parse(await response.text());
  return `the API refuses the endpoint with ${response.status} ${error?.code}`;
}
