import { createServer, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import Stripe from 'stripe';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { failure } from '../../../domain/errors.ts';
import { openTestApi, type Reply, type TestApi } from '../../support/api.ts';
import { addAccount } from '../issuing/fixtures.ts';
import { effectsOf, probe } from './probe.ts';

let api: TestApi;
/** What the command does beside its effect; each test sets its own. */
let during: () => Promise<unknown> = async () => {};
beforeAll(async () => {
  api = await openTestApi({ operations: [probe(() => during())] });
});
afterAll(() => api.database.close());

let keys = 0;
const newKey = (): string => `key-${(keys += 1)}`;

/** The probe is no object of the SDK: its answers are read as they are. */
async function post(key: string | undefined, form: string, path = '/v1/probes/a'): Promise<Reply> {
  const headers = new Headers({
    Authorization: `Bearer ${api.secretKey}`,
    'Content-Type': 'application/x-www-form-urlencoded',
  });
  if (key !== undefined) headers.set('Idempotency-Key', key);
  const answer = await api.request(path, { method: 'POST', headers, body: form });
  return { status: answer.status, headers: answer.headers, body: Object(await answer.json()) };
}

/** A promise that the test itself keeps. */
function gate(): { readonly opened: Promise<void>; readonly open: () => void } {
  const kept: (() => void)[] = [];
  const opened = new Promise<void>((resolve) => void kept.push(resolve));
  return { opened, open: () => kept.forEach((keep) => keep()) };
}

/** How many effects `act` had. */
async function effectsDuring(act: () => Promise<unknown>): Promise<number> {
  const before = await effectsOf(api);
  await act();
  return (await effectsOf(api)) - before;
}

test('the same request under the same key has one effect, and the same answer', async () => {
  const key = newKey();
  const replies: Reply[] = [];
  const effects = await effectsDuring(async () => {
    replies.push(await post(key, 'name=a&note=b'));
    replies.push(await post(key, 'note=b&name=a'));
  });
  const [first, second] = replies;
  expect(effects).toBe(1);
  expect(second?.body).toEqual(first?.body);
  expect(first?.headers.get('Idempotent-Replayed')).toBeNull();
  expect(second?.headers.get('Idempotent-Replayed')).toBe('true');
  expect(second?.headers.get('Original-Request')).toBe(first?.headers.get('Request-Id'));
  expect(second?.headers.get('Request-Id')).not.toBe(first?.headers.get('Request-Id'));
  expect(second?.headers.get('Idempotency-Key')).toBe(key);
});

test('without a key each request has its effect', async () => {
  expect(
    await effectsDuring(async () => {
      await post(undefined, 'name=a');
      await post(undefined, 'name=a');
    }),
  ).toBe(2);
});

test.each([
  ['other parameters', 'name=b', '/v1/probes/a'],
  ['one parameter more', 'name=a&note=b', '/v1/probes/a'],
  ['another path', 'name=a', '/v1/probes/b'],
])('a key that was used is refused for %s', async (_case, form, path) => {
  const key = newKey();
  await post(key, 'name=a');
  const reply = await post(key, form, path);
  expect(reply).toMatchObject({
    status: 400,
    body: { error: { type: 'idempotency_error', code: 'idempotency_key_reused' } },
  });
});

test('while a request runs, its key is refused with 409, which the SDKs repeat', async () => {
  const key = newKey();
  const [entered, blocked] = [gate(), gate()];
  during = () => {
    entered.open();
    return blocked.opened;
  };
  const running = post(key, 'name=a');
  await entered.opened;
  const second = await post(key, 'name=a');
  blocked.open();
  during = async () => {};
  expect(second).toMatchObject({
    status: 409,
    body: { error: { type: 'idempotency_error', code: 'idempotency_key_in_use' } },
  });
  expect(second.headers.get('Stripe-Should-Retry')).toBe('true');
  expect((await running).status).toBe(200);
  expect((await post(key, 'name=a')).headers.get('Idempotent-Replayed')).toBe('true');
});

test('twenty requests at once under one key have one effect', async () => {
  const key = newKey();
  const replies: Reply[] = [];
  const effects = await effectsDuring(async () => {
    replies.push(...(await Promise.all(Array.from({ length: 20 }, () => post(key, 'name=a')))));
  });
  expect(effects).toBe(1);
  expect(replies.filter(({ status }) => status !== 200 && status !== 409)).toEqual([]);
  const ids = replies.filter(({ status }) => status === 200).map(({ body }) => body['id']);
  expect(new Set(ids).size).toBe(1);
});

test.each([
  ['a parameter was wrong', 'name=', async () => {}, 400],
  ['the command refused', 'name=a', () => Promise.reject(failure('rate_limit', {})), 429],
  ['there was a bug', 'name=a', () => Promise.reject(new Error('a bug')), 500],
])(
  'when %s nothing was done and nothing is kept: the key is still good',
  async (_case, form, act, status) => {
    const key = newKey();
    during = act;
    const effects = await effectsDuring(async () =>
      expect((await post(key, form)).status).toBe(status),
    );
    during = async () => {};
    expect(effects).toBe(0);
    const reply = await post(key, 'name=a');
    expect(reply.status).toBe(200);
    expect(reply.headers.get('Idempotent-Replayed')).toBeNull();
  },
);

test('a key belongs to one account and one mode', async () => {
  const key = newKey();
  await post(key, 'name=a');
  for (const secret of [await addAccount(api), await addAccount(api, { livemode: true })]) {
    const answer = await api.request('/v1/probes/a', {
      method: 'POST',
      headers: { Authorization: `Bearer ${secret}`, 'Idempotency-Key': key },
      body: new URLSearchParams({ name: 'b' }),
    });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('Idempotent-Replayed')).toBeNull();
  }
});

test('a key has up to 255 characters', async () => {
  expect((await post('k'.repeat(255), 'name=a')).status).toBe(200);
  for (const key of ['k'.repeat(256), ''])
    expect(await post(key, 'name=a')).toMatchObject({
      status: 400,
      body: { error: { code: 'idempotency_key_invalid' } },
    });
});

test('a kept answer is sealed: the row shows nothing of it', async () => {
  const key = newKey();
  await post(key, 'name=Jenny+Rosen');
  const row = await api.database.owner
    .selectFrom('idempotent_answer')
    .selectAll()
    .where('key', '=', key)
    .executeTakeFirstOrThrow();
  expect(row.body_sealed?.includes('Jenny')).toBe(false);
});

test('an answer lost on its way is fetched by the SDK itself, and the effect happens once', async () => {
  let lost = 0;
  const losing = getRequestListener(
    async (request, { outgoing }) => {
      const answer = await api.fetch(request);
      if (lost < 2) {
        lost += 1;
        outgoing.destroy();
      }
      return answer;
    },
    { overrideGlobalObjects: false },
  );
  const server = createServer((request, response) => void losing(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const stripe = new Stripe(api.secretKey, {
      host: '127.0.0.1',
      port: portOf(server),
      protocol: 'http',
      maxNetworkRetries: 3,
      telemetry: false,
    });
    const effects = await effectsDuring(() =>
      stripe.rawRequest('POST', '/v1/probes/a', { name: 'once' }),
    );
    expect({ lost, effects }).toEqual({ lost: 2, effects: 1 });
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

function portOf(server: Server): number {
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the server is closed');
  return address.port;
}
