import { connect } from 'node:net';
import { Hono } from 'hono';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { listen } from '../../../api/server.ts';
import { readInput } from '../../../api/body.ts';
import { type AppEnv, shed } from '../../../api/observe.ts';
import { query } from '../../../api/operation.ts';
import { AppError } from '../../../domain/errors.ts';
import { createMetrics } from '../../../infra/metrics.ts';
import { openTestApi, type TestApi } from '../../support/api.ts';

const broken = query(
  {
    method: 'get',
    path: '/v1/broken',
    summary: 'Breaks',
    params: z.strictObject({}),
    input: z.strictObject({}),
    response: z.strictObject({}),
  },
  () => Promise.reject(new Error('password=hunter2')),
);

let api: TestApi;
let faulty: TestApi;
beforeAll(async () => {
  [api, faulty] = await Promise.all([openTestApi(), openTestApi({ operations: [broken] })]);
});
afterAll(() => Promise.all([api.close(), faulty.close()]));

const JSON_TYPE = { 'Content-Type': 'application/json' };
const UTF_16 = { 'Content-Type': 'application/json; charset=utf-16' };

test.each([
  ['an unknown route', 'GET /v1/nothing', {}, '404 route_unknown'],
  ['an unknown route outside of /v1', 'GET /wp-login.php', {}, '404 route_unknown'],
  [
    'a method that the path does not have',
    'DELETE /v1/issuing/cards',
    {},
    '405 method_not_allowed',
  ],
  ['a method that nobody has', 'PATCH /v1/account', {}, '405 method_not_allowed'],
  ['a malformed form', 'POST /v1/issuing/cards', { form: 'a[b=1' }, '400 parameter_invalid'],
  [
    'malformed JSON',
    'POST /v1/issuing/cards',
    { form: '{', headers: JSON_TYPE },
    '400 body_malformed',
  ],
  [
    'XML',
    'POST /v1/issuing/cards',
    { form: '<a/>', headers: { 'Content-Type': 'text/xml' } },
    '415 content_type_unsupported',
  ],
  [
    'another alphabet',
    'POST /v1/issuing/cards',
    { form: '{}', headers: UTF_16 },
    '415 content_type_unsupported',
  ],
  [
    'a body of more than a megabyte',
    'POST /v1/issuing/cards',
    { form: `a=${'x'.repeat(1_000_000)}` },
    '413 request_too_large',
  ],
  [
    'parameters in both places',
    'POST /v1/issuing/cards?a=1',
    { form: 'b=1' },
    '400 body_malformed',
  ],
  ['a malformed query', 'GET /v1/events', { form: 'limit=%zz' }, '400 parameter_invalid'],
  ['an id that is none', 'GET /v1/events/%E0%A4%A', {}, '404 resource_missing'],
])('%s is refused in the envelope', async (_case, route, options, outcome) => {
  const [method = '', path = ''] = route.split(' ');
  const { status, headers, body } = await api.call(method, path, options);
  const { error } = z.object({ error: z.object({ code: z.string() }) }).parse(body);
  expect(`${status} ${error.code}`).toBe(outcome);
  expect(headers.get('Content-Type')).toBe('application/json');
});

test('a method that is not allowed is told which are', async () => {
  const { headers } = await api.call('OPTIONS', '/v1/issuing/cards');
  expect(headers.get('Allow')?.split(', ').toSorted()).toEqual(['GET', 'HEAD', 'POST']);
});

test('JSON and a form say the same', async () => {
  const form = { type: 'virtual', currency: 'usd', cardholder: 'ich_nobody' };
  const [asForm, asJson] = await Promise.all([
    api.call('POST', '/v1/issuing/cards', { form }),
    api.call('POST', '/v1/issuing/cards', { form: JSON.stringify(form), headers: JSON_TYPE }),
  ]);
  expect(asForm).toMatchObject({ status: 404, body: { error: { param: 'cardholder' } } });
  expect(asJson.body).toEqual(asForm.body);
});

test('a body without a stated length is bounded while it arrives', async () => {
  const origin = await api.origin();
  let sent = 0;
  const body = new ReadableStream({
    pull(controller) {
      sent += 65_536;
      controller.enqueue(new TextEncoder().encode('a'.repeat(65_536)));
      if (sent > 8_000_000) controller.close();
    },
  });
  const answer = await fetch(`${origin}/v1/issuing/cards`, {
    method: 'POST',
    duplex: 'half',
    headers: { Authorization: `Bearer ${api.secretKey}` },
    body,
  });
  expect(answer.status).toBe(413);
  expect(await answer.json()).toMatchObject({ error: { code: 'request_too_large' } });
});

test('a body that drips is given up after fifteen seconds', async () => {
  vi.useFakeTimers();
  const endless = new ReadableStream({ pull: () => new Promise(() => {}) });
  const request = { method: 'POST', body: endless, duplex: 'half' } as const;
  const reading = readInput(new Request('http://localhost/v1/issuing/cards', request));
  const refused = expect(reading).rejects.toMatchObject({ code: 'request_timeout' });
  await vi.advanceTimersByTimeAsync(15_000);
  await refused;
  vi.useRealTimers();
});

test("a body that breaks off is the caller's, and no bug of ours", async () => {
  const torn = new ReadableStream({ pull: (controller) => controller.error(new Error('cut')) });
  const request = { method: 'POST', body: torn, duplex: 'half' } as const;
  await expect(readInput(new Request('http://localhost/', request))).rejects.toMatchObject({
    code: 'body_malformed',
  });
});

test('beyond five hundred requests at once the next is told to come again', async () => {
  const metrics = createMetrics();
  const app = new Hono<AppEnv>();
  const waiting: (() => void)[] = [];
  app.use(shed(metrics));
  app.onError((error, c) => c.text(error instanceof AppError ? error.code : 'bug', 429));
  app.get('/', async (c) => {
    await new Promise<void>((resolve) => waiting.push(resolve));
    return c.text('served');
  });
  const running = Array.from({ length: 500 }, async () => app.request('/'));
  await vi.waitFor(() => expect(waiting).toHaveLength(500));
  expect(await (await app.request('/')).text()).toBe('rate_limit');
  for (const serve of waiting) serve();
  expect((await Promise.all(running)).every(({ status }) => status === 200)).toBe(true);
  expect(await metrics.registry.metrics()).toContain('http_requests_shed_total 1');
});

test('every error has a page: its doc_url leads to an anchor that exists', async () => {
  const { body } = await api.call('GET', '/v1/nothing');
  const { doc_url: docUrl } = z.object({ error: z.object({ doc_url: z.url() }) }).parse(body).error;
  const { pathname, hash } = new URL(docUrl);
  const page = await (await api.request(pathname)).text();
  expect(page).toContain(`id="${hash.slice(1)}"`);
});

test('the doc_url has the address by which the caller came', async () => {
  const answer = await api.request('https://cards.example.com/v1/nothing');
  expect(await answer.json()).toMatchObject({
    error: { doc_url: 'https://cards.example.com/docs/errors#route_unknown' },
  });
});

test('a bug is ours: 500 that says nothing, logged once with the request id', async () => {
  const reply = await faulty.call('GET', '/v1/broken');
  expect(reply).toMatchObject({ status: 500, body: { error: { type: 'api_error' } } });
  expect(JSON.stringify(reply.body)).not.toContain('hunter2');
  const entries = faulty.log.filter((line) => line.includes('hunter2'));
  expect(entries).toHaveLength(1);
  expect(entries[0]).toContain(String(reply.headers.get('Request-Id')));
});

test.each([
  ['no HTTP', 'nonsense\r\n\r\n', /^HTTP\/1\.1 400 /],
  [
    'a header that is too large',
    `GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`,
    /^HTTP\/1\.1 431 /,
  ],
  [
    'a Host that is none',
    'GET /v1/account HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n',
    /^HTTP\/1\.1 400 /,
  ],
])(
  'what is %s is refused in the envelope too, and the process lives',
  async (_case, bytes, status) => {
    const server = await listen({ fetch: () => new Response('fine'), host: '127.0.0.1', port: 0 });
    try {
      const answer = await exchange(server.port, bytes);
      expect(answer).toMatch(status);
      expect(answer).toMatch(/request-id: req_/i);
      expect(answer).toContain('"error":{"type":"invalid_request_error"');
      expect(await (await fetch(`http://127.0.0.1:${server.port}`)).text()).toBe('fine');
    } finally {
      await server.drain(0);
    }
  },
);

test('where even the app fails, the caller gets an envelope and the process lives', async () => {
  const server = await listen({
    fetch: () => Promise.reject(new Error('a bug in the app itself')),
    host: '127.0.0.1',
    port: 0,
  });
  try {
    const answer = await fetch(`http://127.0.0.1:${server.port}`);
    expect(answer.status).toBe(500);
    expect(await answer.json()).toMatchObject({ error: { type: 'api_error' } });
  } finally {
    await server.drain(0);
  }
});

const exchange = (port: number, bytes: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    let received = '';
    socket.on('data', (chunk) => (received += String(chunk)));
    socket.on('close', () => resolve(received));
    socket.on('error', reject);
  });
