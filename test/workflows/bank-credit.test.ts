import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { bankCreditCase } from '../../api/wire/bank-credit.ts';
import { isBusinessDay } from '../../domain/calendar/bank-calendar.ts';
import { civilDateAt } from '../../domain/calendar/zone.ts';
import { makeId } from '../../domain/ids.ts';
import { expectBooksInOrder } from '../support/ledger.ts';
import { operatorOf } from '../support/operator.ts';
import { nextUnique, openProgram } from '../support/program.ts';
import { type ClockLab, openClockLab } from './clock-lab.ts';

const DAY = 86_400;
/** A Monday. */
const START = Date.UTC(2027, 1, 1, 12) / 1000;

let lab: ClockLab;
let clockId: string;
let ask: ReturnType<typeof operatorOf>;
beforeAll(async () => {
  lab = await openClockLab();
  clockId = (await lab.create(START)).id;
  ask = operatorOf(lab.api);
});
afterAll(async () => {
  await expectBooksInOrder(lab.api.database.db);
  await lab.close();
});

interface Credit {
  readonly id: string;
  readonly status: string;
  readonly return_at: number | null;
}

async function held(form: object = {}): Promise<Credit> {
  const destination = { aba: { routing_number: '110000000', account_number: '999999999999' } };
  const { body } = await lab.api.call('POST', '/v1/test_helpers/issuing/bank_transfers', {
    form: { amount: 40_00, currency: 'usd', network: 'ach', destination, ...form },
  });
  expect(body).toMatchObject({ status: 'held' });
  return JSON.parse(JSON.stringify(body));
}
const read = async ({ id }: Credit): Promise<Credit> =>
  JSON.parse(JSON.stringify((await lab.api.call('GET', `/v1/issuing/bank_credits/${id}`)).body));
const attach = (credit: Credit, account: string = lab.api.scope.accountId) =>
  ask('POST', `/bank_credits/${credit.id}/attach`, `account=${account}`);
const sendBack = (credit: Credit) => ask('POST', `/bank_credits/${credit.id}/return`);
const available = async (): Promise<number> =>
  (await lab.stripe.balance.retrieve()).issuing?.available[0]?.amount ?? 0;
const eventsOf = async ({ id }: Credit): Promise<readonly string[]> => {
  const rows = lab.api.database.db.selectFrom('event').select('type').where('object_id', '=', id);
  return (await rows.orderBy('id').execute()).map(({ type }) => type);
};
const now = async (): Promise<number> => (await lab.now()) ?? 0;
const codes = async ({ id }: Credit): Promise<readonly string[]> => {
  const rows = lab.api.database.owner.selectFrom('ledger_transfer').select('code');
  const about = rows.where('source_id', '=', makeId('bankCredit', id.slice(4)));
  return (await about.orderBy('movement').execute()).map(({ code }) => code);
};

test('what waits is on the operator’s list with a link, and attached it is on the Issuing balance', async () => {
  const credit = await held();
  const before = await available();
  const { body } = await ask('GET', '/bank_credits');
  const found = z.array(bankCreditCase).parse(body['data']);
  expect(found).toMatchObject([
    { bank_credit: { id: credit.id }, workflow_url: `http://temporal/bank-credit:${credit.id}` },
  ]);
  expect((await attach(credit)).body).toMatchObject({
    status: 'succeeded',
    credited_account: lab.api.scope.accountId,
  });
  expect(await available()).toBe(before + 40_00);
  expect(await eventsOf(credit)).toEqual(['bank_credit.held', 'bank_credit.succeeded']);
  expect(await codes(credit)).toEqual(['suspense_receipt', 'funding']);
  expect((await attach(credit)).status).toBe(404);
});

test('of a person who attaches and one who returns at once, one is told that he came too late', async () => {
  const credit = await held();
  const before = await available();
  const statuses = (await Promise.all([attach(credit), sendBack(credit)])).map(
    ({ status }) => status,
  );
  expect(statuses.toSorted((one, other) => one - other)).toEqual([
    200,
    expect.toBeOneOf([400, 404]),
  ]);
  const { status } = await read(credit);
  expect(await available()).toBe(before + (status === 'succeeded' ? 40_00 : 0));
  expect(await codes(credit)).toHaveLength(2);
});

test('money goes to another account over the bank, because no transfer crosses tenants', async () => {
  const { scope } = await openProgram(lab.api.database.db, 0n);
  const credit = await held();
  expect((await attach(credit, scope.accountId)).status).toBe(200);
  expect(await codes(credit)).toEqual(
    expect.arrayContaining(['suspense_receipt', 'suspense_return', 'funding']),
  );
});

test('an account in another currency, and one that is not there, are refused, and it still waits', async () => {
  const credit = await held({ currency: 'eur' });
  const wrong = await attach(credit);
  expect(wrong).toMatchObject({ status: 400, body: { error: { code: 'parameter_invalid' } } });
  const nobody = await attach(credit, makeId('account', nextUnique()));
  expect(nobody.status).toBeGreaterThanOrEqual(400);
  expect(await read(credit)).toMatchObject({ status: 'held' });
  expect((await sendBack(credit)).status).toBe(200);
});

test('returned, it has left the bank under a reference, and is told', async () => {
  const credit = await held();
  expect((await sendBack(credit)).body).toMatchObject({
    status: 'returned',
    return_reference: expect.stringMatching(/^return_/),
  });
  expect(await codes(credit)).toEqual(['suspense_receipt', 'suspense_return']);
  expect(await eventsOf(credit)).toEqual(['bank_credit.held', 'bank_credit.returned']);
});

test('a wire on a wrong rail bounces within three business days, what nobody places after twenty', async () => {
  const wire = await held({ network: 'swift', destination: await ownAddress() });
  const lost = await held();
  const at = await now();
  for (const { return_at } of [wire, lost]) {
    const date = civilDateAt(return_at ?? 0, 'America/New_York');
    expect(isBusinessDay('federal_reserve', date)).toBe(true);
  }
  expect(wire.return_at).toBeLessThan(at + 5 * DAY);
  await lab.advance(clockId, (wire.return_at ?? 0) - 1);
  expect(await read(wire)).toMatchObject({ status: 'held' });
  await lab.advance(clockId, wire.return_at ?? 0);
  expect(await read(wire)).toMatchObject({ status: 'returned', returned_at: wire.return_at });
  expect(await read(lost)).toMatchObject({ status: 'held' });
  await lab.advance(clockId, lost.return_at ?? 0);
  expect(await read(lost)).toMatchObject({ status: 'returned', returned_at: lost.return_at });
});

test('the money of a sender who may be on a watch list moves only when a person says so', async () => {
  const credit = await held({ sender_name: 'Sanctioned Sender', destination: await ownAddress() });
  await lab.advance(clockId, (await now()) + 90 * DAY);
  expect(await read(credit)).toMatchObject({ status: 'held', held_reason: 'sender_listed' });
  expect((await attach(credit)).status).toBe(200);
});

async function ownAddress(): Promise<object> {
  const { body } = await lab.api.call('POST', '/v1/issuing/funding_instructions', {
    form: {
      funding_type: 'bank_transfer',
      bank_transfer: { type: 'us_bank_transfer' },
      currency: 'usd',
    },
  });
  const [address] = JSON.parse(JSON.stringify(body)).bank_transfer.financial_addresses;
  const { account_number, routing_number } = address.aba;
  return { aba: { account_number, routing_number } };
}
