import { expect, test } from 'vitest';
import { healthOf } from '../../../api/health.ts';
import { createLogger } from '../../../infra/logging.ts';
import { openTestApi } from '../../support/api.ts';
import { openTestDatabase } from '../../support/postgres.ts';
import { JENNY } from '../issuing/fixtures.ts';

test('a request is one line of the log: its route, and nothing that the caller wrote', async () => {
  const api = await openTestApi();
  const before = api.log.length;
  const made = await api.call('POST', '/v1/issuing/cardholders', { form: JENNY });
  await api.call('GET', '/v1/issuing/cardholders', { form: { email: 'jenny.rosen@example.com' } });
  await api.call('GET', '/v1/jenny.rosen@example.com');
  const lines = api.log.slice(before);
  expect(lines).toHaveLength(3);
  expect(JSON.parse(String(lines[0]))).toMatchObject({
    level: 'info',
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    requestId: made.headers.get('Request-Id'),
    method: 'POST',
    route: '/v1/issuing/cardholders',
    status: 200,
    ms: expect.any(Number),
    account: api.scope.accountId,
  });
  expect(lines.join('')).not.toMatch(/jenny|example\.com|sk_test/i);
  await api.close();
});

function logged(fields: object, message: string): string {
  let text = '';
  const destination = { write: (line: string) => void (text += line) };
  createLogger({ level: 'info', name: 'test', destination }).info(fields, message);
  return text;
}

test.each([
  ['in a message', [{}, 'paid with 4242424242424242'] as const],
  ['in groups', [{}, 'paid with 4242 4242 4242 4242'] as const],
  ['as a number', [{ number: 4_242_424_242_424_242 }, 'x'] as const],
  ['of Mastercard, deep in a value', [{ a: { b: ['5555555555554444'] } }, 'x'] as const],
  ['in an error', [{ err: new Error('no such card 4242424242424242') }, 'x'] as const],
])(
  'a card number %s never reaches the log, and the line is still JSON',
  (_case, [fields, message]) => {
    const line = logged(fields, message);
    expect(line).not.toMatch(/4242 ?4242|5555555555554444/);
    expect(JSON.parse(line)).toMatchObject({ level: 'info' });
  },
);

test('what only looks like a card number stays: milliseconds, and digits without a check digit', () => {
  const line = logged({ at: 1_795_396_792_000, ref: '4242424242424241' }, 'x');
  expect(line).toContain('1795396792000');
  expect(line).toContain('4242424242424241');
});

test('of an error of the driver the row that it was about is not logged', () => {
  const error = Object.assign(new Error('duplicate key'), {
    code: '23505',
    detail: 'Key (email)=(jenny@example.com) already exists.',
  });
  const line = logged({ err: new Error('outer', { cause: error }) }, 'x');
  expect(line).toContain('23505');
  expect(line).not.toContain('jenny');
});

test('metrics tell how long each route takes, how many run, and how often answers are replayed', async () => {
  const api = await openTestApi();
  const headers = { 'Idempotency-Key': 'once' };
  for (let count = 0; count < 2; count += 1)
    await api.call('POST', '/v1/issuing/cardholders', { form: JENNY, headers });
  await api.call('GET', '/v1/issuing/cardholders/ich_nobody');
  const text = await (await api.request('/metrics')).text();
  expect(text).toContain(
    'http_request_duration_seconds_count{method="POST",route="/v1/issuing/cardholders",status="200"} 2',
  );
  expect(text).toContain(
    'http_request_duration_seconds_count{method="GET",route="/v1/issuing/cardholders/:cardholder",status="404"} 1',
  );
  expect(text).toContain('idempotent_answers_replayed_total 1');
  expect(text).toContain('http_requests_in_flight 1');
  await api.close();
});

test('healthy is when Postgres answers and a worker polls, and what is missing is named', async () => {
  const { db, close } = await openTestDatabase();
  let nowMs = 0;
  let polls = true;
  let asked = 0;
  const missing = healthOf({
    db,
    clock: { nowMs: () => nowMs },
    workerPolls: async () => {
      asked += 1;
      if (!polls) throw new Error('Temporal is away');
      return true;
    },
  });
  expect(await missing()).toEqual([]);
  polls = false;
  expect(await missing(), 'the answer is good for a second').toEqual([]);
  nowMs += 1_000;
  expect(await Promise.all([missing(), missing()])).toEqual([['worker'], ['worker']]);
  expect(asked, 'probes at once ask once').toBe(2);
  await close();
});

test('/healthz answers 200 once all serve', async () => {
  const api = await openTestApi();
  const answer = await api.request('/healthz');
  expect({ status: answer.status, body: await answer.json() }).toEqual({
    status: 200,
    body: { status: 'ok', missing: [] },
  });
  await api.close();
});
