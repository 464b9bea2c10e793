import { afterAll, beforeAll, expect, test } from 'vitest';
import { failure } from '../../domain/errors.ts';
import { sweepTestClocks } from '../../worker/test-clock-sweeper.ts';
import { openTestApi, type TestApi } from '../support/api.ts';

/** No worker carries out what the rows say. */
const execute = () => Promise.reject(failure('service_unavailable', { problem: 'no worker' }));
let api: TestApi;
beforeAll(async () => {
  api = await openTestApi({ deps: { workflows: { execute } } });
});
afterAll(() => api.close());

const DAY = 86_400_000;
const sweep = () => sweepTestClocks(api.deps);

test('a clock that nobody deletes is deleted after thirty days, and its account is back in real time', async () => {
  const { testClocks } = (await api.sdk()).testHelpers;
  const { id, deletes_after } = await testClocks.create({ frozen_time: 2_000_000_000 });
  api.clock.advance(30 * DAY - 60_000);
  await sweep();
  expect(await testClocks.retrieve(id)).toMatchObject({ deletes_after, status: 'ready' });
  await testClocks.advance(id, { frozen_time: 2_000_000_001 });
  api.clock.advance(120_000);
  await sweep();
  // What an advance has begun it brings to its end.
  expect(await testClocks.retrieve(id)).toMatchObject({ status: 'advancing' });
  await api.database.owner
    .updateTable('test_clock')
    .set({ status: 'ready', target_time: null })
    .execute();
  expect(await sweep()).toBe(false);
  await expect(testClocks.retrieve(id)).rejects.toMatchObject({ code: 'resource_missing' });
  expect(api.sent.map(({ kind }) => kind)).toEqual(['test_clock', 'test_clock']);
  const left = await api.database.db.selectFrom('outbox').select('kind').execute();
  expect(left).toHaveLength(3);
  const { data } = await (await api.sdk()).events.list({ type: 'test_helpers.test_clock.deleted' });
  expect(data).toMatchObject([{ data: { object: { id } } }]);
});
