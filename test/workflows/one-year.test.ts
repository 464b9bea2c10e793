/**
 * One card's year on a test clock, through the official SDK. It prints how long it took: less than a minute is what
 * is aimed at, on a machine that does nothing else.
 */
import type Stripe from 'stripe';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectBooksInOrder } from '../support/ledger.ts';
import { openReceiver, type Receiver } from '../support/webhook-receiver.ts';
import { type ClockLab, openClockLab } from './clock-lab.ts';
import { everythingOf } from './year-snapshot.ts';
import { liveOneYear } from './year-story.ts';

let receiver: Receiver;
beforeAll(async () => {
  receiver = await openReceiver();
});
afterAll(() => receiver.close());

/** In an installation with keys, ids and card numbers of its own. */
async function live(index: number): Promise<readonly string[]> {
  const lab = await openClockLab();
  const path = `/${index}`;
  await lab.stripe.webhookEndpoints.create({
    url: `${receiver.origin}${path}`,
    enabled_events: ['*'],
  });
  const fromMs = performance.now();
  await liveOneYear(lab);
  const tookMs = performance.now() - fromMs;
  process.stdout.write(`thirteen months took ${Math.round(tookMs)} ms\n`);
  await expectBooksInOrder(lab.api.database.db);
  const everything = await everythingOf(lab, await allTold(lab, path));
  await lab.close();
  return everything;
}

/** What the endpoint has taken, once the last that happened is among it. */
async function allTold({ stripe }: ClockLab, path: string): Promise<readonly Stripe.Event[]> {
  const told = () => receiver.taken.filter((one) => one.path === path).map(({ event }) => event);
  const { data } = await stripe.events.list({ limit: 1 });
  await expect.poll(() => told().map(({ id }) => id), { timeout: 20_000 }).toContain(data[0]?.id);
  // One may come twice.
  return [...new Map(told().map((event) => [event.id, event])).values()];
}

test(
  'thirteen months of a card pass in seconds, and twice the same',
  { timeout: 600_000 },
  async () => {
    const first = await live(1);
    const second = await live(2);
    expect(first.length).toBeGreaterThan(500);
    const different = first.findIndex((line, index) => line !== second[index]);
    expect(second[different]).toBe(first[different]);
    expect(second).toHaveLength(first.length);
  },
);
