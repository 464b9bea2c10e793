import { afterAll, beforeAll, expect, test } from 'vitest';
import { obtainInstructions } from '../../../../db/funding/instructions.ts';
import { openTestApi, type TestApi } from '../../../support/api.ts';
import { expectBooksInOrder } from '../../../support/ledger.ts';
import { inWork, openProgram } from '../../../support/program.ts';

const path = '/v1/test_helpers/issuing/bank_transfers';

let api: TestApi;
let aba: { readonly account_number: string; readonly routing_number: string };
beforeAll(async () => {
  api = await openTestApi();
  const { body } = await api.call('POST', '/v1/issuing/funding_instructions', {
    form: {
      funding_type: 'bank_transfer',
      bank_transfer: { type: 'us_bank_transfer' },
      currency: 'usd',
    },
  });
  const [address] = JSON.parse(JSON.stringify(body)).bank_transfer.financial_addresses;
  const { account_number, routing_number } = address.aba;
  aba = { account_number, routing_number };
});
afterAll(async () => {
  await expectBooksInOrder(api.database.db);
  await api.close();
});

const send = (form: object = {}) =>
  api.call('POST', path, {
    form: { amount: 25_00, currency: 'usd', network: 'ach', destination: { aba }, ...form },
  });
const available = async (): Promise<number | undefined> =>
  (await (await api.sdk()).balance.retrieve()).issuing?.available[0]?.amount;
const rise = async (act: () => Promise<unknown>): Promise<number> => {
  const before = (await available()) ?? 0;
  await act();
  return ((await available()) ?? 0) - before;
};
const NOBODY = { aba: { routing_number: '110000000', account_number: '123456789012' } };

test('money for the account’s address is on its Issuing balance at once, with a line and an event', async () => {
  let id: unknown;
  const risen = await rise(async () => {
    const { status, body } = await send({ reference: 'Invoice 7', sender_name: 'Acme Ltd' });
    expect([status, body]).toMatchObject([
      200,
      { status: 'succeeded', held_reason: null, credited_account: api.scope.accountId },
    ]);
    ({ id } = body);
  });
  expect(risen).toBe(25_00);
  const lines = await (await api.sdk()).balanceTransactions.list({ source: String(id) });
  expect(lines.data).toMatchObject([{ amount: 25_00, type: 'topup', balance_type: 'issuing' }]);
  const events = await api.call('GET', '/v1/events', { form: { type: 'bank_credit.succeeded' } });
  expect(events.body['data']).toMatchObject([{ data: { object: { id } } }]);
  const again = await api.call('GET', `/v1/issuing/bank_credits/${String(id)}`);
  expect(again.body).toMatchObject({ id, reference: 'Invoice 7', sender_name: 'Acme Ltd' });
});

/** Risk: a bank that repeats itself, as all of them do, makes money. */
test('one advice that comes ten times at once is booked once, and always answers the same', async () => {
  const risen = await rise(async () => {
    const told = Array.from({ length: 10 }, () => send({ bank_reference: 'ten-at-once' }));
    const replies = await Promise.all(told);
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(replies.map(({ body }) => body['id'])).size).toBe(1);
  });
  expect(risen).toBe(25_00);
});

test('many advices, shuffled and doubled, come to the sum of the different ones', async () => {
  const references = Array.from({ length: 12 }, (_, at) => `shuffled-${at}`);
  const told = [...references, ...references.toReversed()].map((bank_reference, at) => ({
    at: (at * 7) % 24,
    bank_reference,
    destination: bank_reference.endsWith('3') ? NOBODY : { aba },
  }));
  const risen = await rise(async () => {
    const shuffled = told.toSorted((one, other) => one.at - other.at);
    await Promise.all(shuffled.map(({ at: _at, ...form }) => send(form)));
  });
  expect(risen).toBe(11 * 25_00);
  const held = api.sent.filter(({ kind }) => kind === 'bank_credit');
  expect(held).toHaveLength(1);
});

test('another transfer under a known reference is refused, and nothing is booked', async () => {
  await send({ bank_reference: 'taken' });
  const risen = await rise(async () => {
    const other = await send({ bank_reference: 'taken', amount: 26_00 });
    expect(other).toMatchObject({ status: 400, body: { error: { param: 'bank_reference' } } });
  });
  expect(risen).toBe(0);
});

test.each([
  ['address_unknown', { destination: NOBODY }],
  ['currency_mismatch', { currency: 'eur' }],
  ['network_unsupported', { network: 'swift' }],
  ['sender_listed', { sender_name: 'Sanctioned Sender' }],
])('what cannot be placed is held for a person: %s', async (held_reason, form) => {
  const risen = await rise(async () => {
    const { body } = await send(form);
    expect(body).toMatchObject({ status: 'held', held_reason, credited_account: null });
    expect(body['return_at'] === null).toBe(held_reason === 'sender_listed');
    expect(api.sent.at(-1)).toMatchObject({ kind: 'bank_credit', objectId: body['id'] });
  });
  expect(risen).toBe(0);
});

test('a rail carries what it carries: one cent more is refused before any bank hears of it', async () => {
  const british = await openTestApi({ country: 'GB', currency: 'gbp' });
  const destination = { sort_code: { sort_code: '108800', account_number: '12345678' } };
  const form = { currency: 'gbp', network: 'fps', destination };
  try {
    const over = { ...form, amount: 1_000_000_01 };
    const refused = await british.call('POST', path, { form: over });
    expect(refused).toMatchObject({
      status: 400,
      body: { error: { code: 'amount_too_large', param: 'amount' } },
    });
    const most = await british.call('POST', path, { form: { ...form, amount: 1_000_000_00 } });
    expect(most).toMatchObject({ status: 200, body: { status: 'held' } });
  } finally {
    await british.close();
  }
});

test('a transfer names one destination, in its own fields', async () => {
  for (const destination of [{}, { aba, iban: { iban: 'DE02120300000000202051' } }]) {
    const { body } = await send({ destination });
    expect(body).toMatchObject({ error: { param: 'destination' } });
  }
});

/** Risk: with a test helper one tenant fills, or sees, what is another's. */
test('another account’s address is nobody’s to who is not that account', async () => {
  const { db } = api.database;
  const { scope } = await openProgram(db, 0n);
  const theirs = await inWork(db, scope, (work) => obtainInstructions(work, 'usd'));
  const { bank_code: routing_number, account_number } = theirs;
  const { body } = await send({ destination: { aba: { routing_number, account_number } } });
  expect(body).toMatchObject({ status: 'held', held_reason: 'address_unknown' });
});
