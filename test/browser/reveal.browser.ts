/**
 * The page on which a cardholder reads his card, in a real browser: alone, and in the frame of a site.
 */
import type { Browser, FrameLocator, Page } from 'playwright-core';
import type Stripe from 'stripe';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createApp } from '../../api/app.ts';
import { listen, type RunningServer } from '../../api/server.ts';
import { createLogger } from '../../infra/logging.ts';
import { createMetrics } from '../../infra/metrics.ts';
import { JENNY } from '../api/issuing/fixtures.ts';
import { openTestApi, type TestApi } from '../support/api.ts';
import { openBrowser, watch, type Watched } from './browsing.ts';
import { openSite, type Site } from './site.ts';

let api: TestApi;
let server: RunningServer;
let site: Site;
let browser: Browser;
let stripe: Stripe;
let card: Stripe.Issuing.Card;
const log: string[] = [];

beforeAll(async () => {
  api = await openTestApi();
  stripe = await api.sdk();
  site = await openSite({
    reveal: () => `${origin()}/reveal`,
    stripe: () => api.sdk(),
    card: () => card.id,
  });
  const app = createApp(api.deps, {
    log: createLogger({
      level: 'debug',
      name: 'api',
      destination: { write: (line) => void log.push(line) },
    }),
    metrics: createMetrics(),
    workerPolls: async () => true,
    revealOrigins: [`http://127.0.0.1:${site.port}`],
  });
  server = await listen({ fetch: app.fetch, host: '127.0.0.1', port: 0 });
  const { id: cardholder } = await stripe.issuing.cardholders.create(JENNY);
  card = await stripe.issuing.cards.create({ cardholder, currency: 'usd', type: 'virtual' });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.drain(1_000);
  await site.close();
  await api.close();
});

let watched: Watched;
let page: Page;
beforeEach(async () => {
  watched = await watch(browser);
  ({ page } = watched);
  return () => page.close();
});

const origin = (): string => `http://127.0.0.1:${server.port}`;

const secretsOf = async () => {
  const { number = '', cvc = '' } = await stripe.issuing.cards.retrieve(card.id, {
    expand: ['number', 'cvc'],
  });
  return { number, cvc };
};

const grouped = (number: string): string => number.replaceAll(/(.{4})(?=.)/g, '$1 ');
const digitsOf = (text: string): string => text.replaceAll(/\D/g, '');

/** The request that read the card: what somebody has who hears everything. */
function reading(): { readonly url: string; readonly key: string; readonly half: string } {
  const heard = watched.sent.find(({ url }) => url.includes('/v1/issuing/cards/'));
  if (!heard) throw new Error('the card was not read');
  const { authorization = '', 'ephemeral-key-nonce': half = '' } = heard.headers;
  return { url: heard.url, key: authorization.replace('Bearer ', ''), half };
}

async function isShownIn(where: FrameLocator | Page): Promise<void> {
  const { number, cvc } = await secretsOf();
  await where.locator('#details').waitFor();
  expect(await where.locator('#number').textContent()).toBe(grouped(number));
  expect(await where.locator('#cvc').textContent()).toBe(cvc);
  expect(await where.locator('#pin').textContent()).toBe('0000');
  const month = String(card.exp_month).padStart(2, '0');
  expect(await where.locator('#expiry').textContent()).toBe(`${month}/${card.exp_year}`);
}

const frame = (): FrameLocator => page.frameLocator('#card');

describe('in the frame of a site that is named', () => {
  beforeEach(async () => {
    await page.goto(`http://127.0.0.1:${site.port}/`);
    await frame().locator('#details').waitFor();
  });

  test('the cardholder sees his number, expiry, security code and PIN', async () => {
    await isShownIn(frame());
    await page.locator('#heard', { hasText: 'cardwright.shown' }).waitFor();
    expect(watched.complaints).toEqual([]);
  });

  test('nothing of it went over the wire but in the one answer, and no address holds a secret', async () => {
    const { number } = await secretsOf();
    await expect.poll(() => watched.received.some(({ text }) => text.includes(number))).toBe(true);
    const holding = watched.received.filter(({ text }) => digitsOf(text).includes(number));
    expect(holding.map(({ url }) => new URL(url).pathname)).toEqual([
      `/v1/issuing/cards/${card.id}`,
    ]);
    const { key, half } = reading();
    expect(key).toMatch(/^ek_test_/);
    expect(half).toMatch(/^ephkn_priv_/);
    for (const { url } of watched.sent)
      for (const secret of [number, key, half]) expect(url).not.toContain(secret);
    // The half that proves whose key it is leaves the page with that one request.
    expect(watched.sent.filter((each) => JSON.stringify(each).includes(half))).toHaveLength(1);
  });

  test('neither the source of the page nor our log holds anything of it', async () => {
    const { number, cvc } = await secretsOf();
    const { key, half } = reading();
    const source = await (await fetch(`${origin()}/reveal`)).text();
    for (const secret of [number, card.id, card.last4, api.secretKey]) {
      expect(source).not.toContain(secret);
    }
    const said = [...log, ...api.log].join('\n');
    expect(said).toContain('/v1/issuing/cards/:card');
    for (const secret of [number, `"${cvc}"`, key, half]) expect(said).not.toContain(secret);
  });

  test('the site around it cannot read it', async () => {
    const { number } = await secretsOf();
    expect(digitsOf(await page.content())).not.toContain(number);
    expect(await page.evaluate(`document.getElementById('card').contentDocument`)).toBeNull();
  });

  test('who has overheard the request gets nothing by it, and nothing for its nonce', async () => {
    const { url, key, half } = reading();
    const headers = { Authorization: `Bearer ${key}`, 'Ephemeral-Key-Nonce': half };
    const again = await fetch(url, { headers });
    expect(again.status).toBe(401);
    const nonce = await page.evaluate<string>(nonceOf(half));
    const order = { issuing_card: card.id, nonce };
    await expect(
      stripe.ephemeralKeys.create(order, { apiVersion: '2020-03-02' }),
    ).rejects.toMatchObject({ code: 'parameter_invalid', param: 'nonce' });
  });
});

/** The nonce of a secret, computed by the browser as the page has done it. */
const nonceOf = (secret: string): string => `(async () => {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(${JSON.stringify(secret)}));
  const text = btoa(String.fromCharCode(...new Uint8Array(hash)));
  return 'ephkn_pub_' + text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
})()`;

test('a site that is not named cannot frame it', async () => {
  // Another name of the same machine is another origin.
  await page.goto(`http://localhost:${site.port}/`);
  await expect
    .poll(() => page.frames().map((each) => each.url()))
    .toContain('chrome-error://chromewebdata/');
  expect(watched.complaints.join('\n')).toContain('frame-ancestors');
  expect(await page.locator('#heard').textContent()).toBe('');
});

async function keyFor(nonce: string): Promise<string> {
  const order = { issuing_card: card.id, nonce };
  const { secret } = await stripe.ephemeralKeys.create(order, { apiVersion: '2020-03-02' });
  return secret ?? '';
}

async function nonceShown(): Promise<string> {
  const shown = page.getByLabel('Nonce');
  await expect.poll(() => shown.inputValue()).toMatch(/^ephkn_pub_/);
  return shown.inputValue();
}

async function enter(secret: string): Promise<void> {
  await page.getByLabel('Card', { exact: true }).fill(card.id);
  await page.getByLabel('Ephemeral key').fill(secret);
  await page.getByRole('button', { name: 'Show the card' }).click();
}

describe('by itself', () => {
  beforeEach(async () => {
    await page.clock.install();
    await page.goto(`${origin()}/reveal`);
  });

  test('a person enters a key that was made for the nonce, and sees the card', async () => {
    await enter(await keyFor(await nonceShown()));
    await isShownIn(page);
    expect(await page.getByLabel('Ephemeral key').inputValue()).toBe('');
    expect(page.url()).toBe(`${origin()}/reveal`);
    expect(watched.complaints).toEqual([]);
  });

  test('a nonce works once: the page makes another, and the key of the first shows nothing more', async () => {
    const nonce = await nonceShown();
    const secret = await keyFor(nonce);
    await enter(secret);
    await isShownIn(page);
    await expect.poll(nonceShown).not.toBe(nonce);
    await enter(secret);
    await page.getByRole('status').filter({ hasText: 'cannot be shown' }).waitFor();
    expect(await page.locator('#number').textContent()).toBe('');
  });

  test.each([
    ['after a minute', () => page.clock.fastForward(60_000)],
    ['when it is told to', () => page.getByRole('button', { name: 'Hide now' }).click()],
    ['when the page is left', () => page.evaluate(`dispatchEvent(new Event('pagehide'))`)],
  ])('%s nothing of it is left in the page', async (_when, hide) => {
    await enter(await keyFor(await nonceShown()));
    await isShownIn(page);
    const { number } = await secretsOf();
    expect(digitsOf(await page.content())).toContain(number);
    await hide();
    await expect.poll(async () => digitsOf(await page.content()).includes(number)).toBe(false);
    expect(await page.locator('#details').isVisible()).toBe(false);
  });

  test('it can be used by who does not see it: language, title, one heading, labels, a spoken status', async () => {
    expect(await page.evaluate('document.documentElement.lang')).toBe('en');
    expect(await page.title()).toBe('Card details');
    expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
    expect(await page.getByRole('status').textContent()).toBe('Waiting for the card.');
    const unlabelled = `[...document.querySelectorAll('input')].filter((it) => it.labels.length === 0).length`;
    expect(await page.evaluate(unlabelled)).toBe(0);
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.id')).toBe('nonce');
  });
});
