import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { failure } from '../../../domain/errors.ts';
import { openTestApi, type Reply, type TestApi } from '../../support/api.ts';

/** No worker runs: rows stand as the API has written them. */
const execute = () => Promise.reject(failure('service_unavailable', { problem: 'no worker' }));
let api: TestApi;
beforeAll(async () => {
  api = await openTestApi({ deps: { workflows: { execute } } });
});
afterAll(() => api.close());
afterEach(async () => {
  await letGo();
  await api.database.owner.deleteFrom('test_clock').execute();
});
/** As if what was asked of workflows had been sent, and they had left the clock. */
async function letGo(): Promise<void> {
  await api.database.owner.deleteFrom('outbox').execute();
  await api.database.owner.deleteFrom('clocked_workflow').execute();
}

const START = Date.parse('2027-03-01T00:00:00Z') / 1_000;
const YEAR = 365 * 86_400;
const CLOCKS = '/v1/test_helpers/test_clocks';

const pathOf = ({ body }: Reply): string => `${CLOCKS}/${String(body['id'])}`;
const create = (form: object = {}) =>
  api.call('POST', CLOCKS, { form: { frozen_time: START, ...form } });
const advance = (clock: Reply, to: number) =>
  api.call('POST', `${pathOf(clock)}/advance`, { form: { frozen_time: to } });
const remove = (clock: Reply) => api.call('DELETE', pathOf(clock));
/** As an advance leaves it. */
const stand = (change: { status: 'internal_failure' | 'ready'; target_time: Date | null }) =>
  api.database.owner.updateTable('test_clock').set(change).execute();

let endpoints = 0;
const addEndpoint = (): Promise<Reply> => {
  const url = `http://127.0.0.1:1/${endpoints++}`;
  const form = { url, enabled_events: ['issuing_card.created'] };
  return api.call('POST', '/v1/webhook_endpoints', { form });
};

const refusal = ({ status, body }: Reply) => ({ status, ...Object(body['error']) });

test('a clock has a name, a time and thirty days', async () => {
  const clock = await create({ name: 'a year in seconds' });
  const { body } = clock;
  expect(body).toMatchObject({
    object: 'test_helpers.test_clock',
    frozen_time: START,
    livemode: false,
    name: 'a year in seconds',
    status: 'ready',
    status_details: {},
  });
  expect(Number(body['deletes_after']) - Number(body['created'])).toBe(30 * 86_400);
  expect(await api.call('GET', pathOf(clock))).toMatchObject({ status: 200, body });
  expect((await api.call('GET', CLOCKS)).body).toMatchObject({ data: [body], has_more: false });
});

test('a name is no longer than 300 characters', async () => {
  expect((await create({ name: 'n'.repeat(301) })).status).toBe(400);
  expect((await create({ name: 'n'.repeat(300) })).status).toBe(200);
});

test('an account is on one clock at a time', async () => {
  const { body } = await create();
  expect(refusal(await create())).toMatchObject({
    status: 400,
    code: 'resource_already_exists',
    message: expect.stringContaining(String(body['id'])),
  });
});

test('of clocks that are made at once there is one', async () => {
  const replies = await Promise.all(Array.from({ length: 8 }, () => create()));
  expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
  const { data } = (await api.call('GET', CLOCKS)).body;
  expect(data).toHaveLength(1);
});

describe('an advance', () => {
  test('is refused when it does not go forward', async () => {
    const clock = await create();
    for (const to of [START, START - 1])
      expect(refusal(await advance(clock, to))).toMatchObject({
        status: 400,
        code: 'parameter_invalid',
        param: 'frozen_time',
      });
    expect((await advance(clock, START + 1)).status).toBe(200);
  });

  test('is refused beyond two years, on the calendar', async () => {
    const clock = await create();
    // From March 2027 on: 2028 has a day more.
    const latest = Date.parse('2029-03-01T00:00:00Z') / 1_000;
    expect(latest).toBe(START + 2 * YEAR + 86_400);
    expect(refusal(await advance(clock, latest + 1))).toMatchObject({ param: 'frozen_time' });
    expect((await advance(clock, latest)).body).toMatchObject({
      status: 'advancing',
      frozen_time: START,
      status_details: { advancing: { target_frozen_time: latest } },
    });
  });

  test('is refused while another one runs, and so is the deletion', async () => {
    const clock = await create();
    await advance(clock, START + 1);
    for (const reply of [await advance(clock, START + 2), await remove(clock)])
      expect(refusal(reply)).toMatchObject({ status: 400, code: 'status_transition_invalid' });
  });

  test('of two at once one is carried out', async () => {
    const clock = await create();
    const replies = await Promise.all([advance(clock, START + 1), advance(clock, START + 2)]);
    expect(replies.map(({ status }) => status)).toEqual(expect.arrayContaining([200, 400]));
  });

  test('may be tried again after it has failed, from where the clock stands', async () => {
    const clock = await create();
    await advance(clock, START + 5);
    await stand({ status: 'internal_failure', target_time: new Date((START + 5) * 1_000) });
    const failed = await api.call('GET', pathOf(clock));
    expect(failed.body).toMatchObject({ status: 'internal_failure', status_details: {} });
    expect((await advance(clock, START - 1)).status).toBe(400);
    expect((await advance(clock, START)).body).toMatchObject({ status: 'advancing' });
  });
});

test('a deleted clock is no more, and the account is back in real time', async () => {
  const clock = await create();
  expect((await addEndpoint()).body['created']).toBe(START);
  const { body } = await remove(clock);
  expect(body).toEqual({
    id: clock.body['id'],
    object: 'test_helpers.test_clock',
    deleted: true,
  });
  for (const reply of [
    await api.call('GET', pathOf(clock)),
    await remove(clock),
    await advance(clock, START + 1),
  ])
    expect(refusal(reply)).toMatchObject({ status: 404, code: 'resource_missing' });
  expect(Number((await addEndpoint()).body['created'])).toBeLessThan(START);
});

/** Risk: a workflow of the former clock takes a time of the new one that lies before its own for none. */
test('a clock is made only when the workflows of the former one have left it', async () => {
  const clock = await create();
  await addEndpoint();
  await remove(clock);
  expect(refusal(await create())).toMatchObject({ status: 429, code: 'lock_timeout' });
  await letGo();
  expect((await create()).status).toBe(200);
});

async function ids(count: number): Promise<string[]> {
  const made: string[] = [];
  for (let each = 0; each < count; each++) made.push(String((await addEndpoint()).body['id']));
  return made;
}

describe('ids sort by the time of the account', () => {
  beforeAll(async () => {
    await api.database.owner.deleteFrom('webhook_endpoint').execute();
  });

  test('also those that are made while it stands', async () => {
    await create();
    const made = await ids(5);
    expect(made.toSorted()).toEqual(made);
  });

  test('and those of clocks that stand at one time, one after the other', async () => {
    const first = await create();
    const before = await ids(3);
    await remove(first);
    await letGo();
    await create();
    const made = [...before, ...(await ids(3))];
    expect(made.toSorted()).toEqual(made);
  });
});
