import { afterAll, beforeAll, expect, test } from 'vitest';
import { Hono } from 'hono';
import { revealApp } from '../../../api/reveal/reveal-app.ts';
import { openTestApi, type TestApi } from '../../support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());

const policyOf = (answer: Response): string => answer.headers.get('Content-Security-Policy') ?? '';

test('the page is the same for everybody, stands in no frame and is kept nowhere', async () => {
  const [one, other] = [await api.request('/reveal'), await api.request('/reveal')];
  expect(await one.text()).toBe(await other.text());
  expect(policyOf(one)).toContain("default-src 'none'; script-src 'self'");
  expect(policyOf(one)).toContain("frame-ancestors 'none'");
  expect(policyOf(one)).not.toContain('unsafe');
  expect(Object.fromEntries(one.headers)).toMatchObject({
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
  });
});

test('sites that are named may frame it, and no other', async () => {
  const app = new Hono();
  app.route('/', revealApp(api.deps, { origins: ['https://one.example', 'https://two.example'] }));
  const answer = await app.request('/reveal');
  expect(policyOf(answer)).toMatch(
    /frame-ancestors https:\/\/one\.example https:\/\/two\.example;/,
  );
  expect(answer.headers.has('X-Frame-Options')).toBe(false);
});

test('script and style come from here, and nothing else does', async () => {
  for (const name of ['reveal.js', 'reveal.css']) {
    const answer = await api.request(`/reveal/${name}`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('Cache-Control')).toBe('no-store');
  }
  for (const name of ['reveal.html', 'page.ts', '..%2Fpage.ts', '__proto__'])
    expect((await api.request(`/reveal/${name}`)).status).toBe(404);
});

test('the page loads nothing by address but its own script and style', async () => {
  const html = await (await api.request('/reveal')).text();
  expect([...html.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, address]) => address)).toEqual([
    '/reveal/reveal.css',
    '/reveal/reveal.js',
  ]);
  expect(html).toContain('<html lang="en">');
  for (const [, id] of html.matchAll(/<input id="(\w+)"/g)) expect(html).toContain(`for="${id}"`);
});
