import type Stripe from 'stripe';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApi, type TestApi } from '../../support/api.ts';
import { addAccount, JENNY } from '../issuing/fixtures.ts';

let api: TestApi;
let stripe: Stripe;
/** Seven cardholders, the newest first. */
let ids: readonly string[];
beforeAll(async () => {
  api = await openTestApi();
  stripe = await api.sdk();
  const made: string[] = [];
  for (let count = 0; count < 7; count += 1)
    made.unshift((await stripe.issuing.cardholders.create(JENNY)).id);
  ids = made;
});
afterAll(() => api.close());

const page = async (form: Readonly<Record<string, unknown>>) =>
  (await api.call('GET', '/v1/issuing/cardholders', { form })).body;
const pageOf = (from: number, to: number, has_more: boolean) =>
  expect.objectContaining({
    object: 'list',
    url: '/v1/issuing/cardholders',
    has_more,
    data: ids.slice(from, to).map((id) => expect.objectContaining({ id })),
  });

test.each([
  ['the first page', { limit: 3 }, [0, 3, true]],
  ['the whole', {}, [0, 7, false]],
  ['exactly the whole', { limit: 7 }, [0, 7, false]],
  ['the page after', { limit: 3, starting_after: 2 }, [3, 6, true]],
  ['the last page', { limit: 3, starting_after: 5 }, [6, 7, false]],
  ['nothing after the last', { starting_after: 6 }, [0, 0, false]],
  ['the page before, the nearest and newest first', { limit: 3, ending_before: 6 }, [3, 6, true]],
  ['the page before, at the beginning', { limit: 3, ending_before: 3 }, [0, 3, false]],
  ['less than a page before', { limit: 3, ending_before: 1 }, [0, 1, false]],
  ['nothing before the first', { ending_before: 0 }, [0, 0, false]],
] as const)('a list shows %s', async (_case, { ...form }, [from, to, more]) => {
  const cursors = Object.fromEntries(
    Object.entries(form).map(([name, value]) => [name, name === 'limit' ? value : ids[value]]),
  );
  expect(await page(cursors)).toEqual(pageOf(from, to, more));
});

const seen = async (params: Stripe.Issuing.CardholderListParams) => {
  const found: string[] = [];
  for await (const { id } of stripe.issuing.cardholders.list(params)) found.push(id);
  return found;
};

test('the SDK walks a list both ways and sees each object once', async () => {
  expect(await seen({ limit: 2 })).toEqual(ids);
  const [, ...others] = [...ids].toReversed();
  expect(await seen({ limit: 2, ending_before: String(ids.at(-1)) })).toEqual(others);
});

test('objects that are made meanwhile do not shift the pages', async () => {
  const first = await page({ limit: 3 });
  await stripe.issuing.cardholders.create(JENNY);
  expect(first).toEqual(pageOf(0, 3, true));
  expect(await page({ limit: 3, starting_after: ids[2] })).toEqual(pageOf(3, 6, true));
});

test('a cursor need not match the filter: its object may have changed', async () => {
  const form = { status: 'inactive', starting_after: ids[0] };
  expect(await page(form)).toMatchObject({ object: 'list', data: [] });
});

test.each(['starting_after', 'ending_before'])(
  '%s that names nothing of the account is refused',
  async (name) => {
    const reply = await api.call('GET', '/v1/issuing/cardholders', {
      form: { [name]: 'ich_nobody' },
    });
    expect(reply).toMatchObject({
      status: 400,
      body: { error: { code: 'resource_missing', param: name } },
    });
    const other = await addAccount(api);
    const foreign = await api.call('GET', '/v1/issuing/cardholders', {
      form: { [name]: ids[0] },
      key: other,
    });
    expect(foreign).toMatchObject({ status: 400, body: { error: { code: 'resource_missing' } } });
  },
);

test('both cursors at once are refused', async () => {
  const form = { starting_after: ids[0], ending_before: ids[1] };
  const reply = await api.call('GET', '/v1/issuing/cardholders', { form });
  expect(reply).toMatchObject({ status: 400, body: { error: { code: 'parameters_exclusive' } } });
});
