import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import type { Operation } from '../../api/operation.ts';
import { OPERATIONS } from '../../api/operations.ts';
import { openTestApi, type TestApi } from '../support/api.ts';
import { encodeForm } from '../support/form-encoding.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(async () => {
  expect((await api.call('GET', '/v1/balance')).status).toBe(200);
  expect(sent, 'hostile requests').toBeGreaterThan(300);
  await api.close();
});

const operations: readonly Operation[] = OPERATIONS;

/** What an operation cannot do without: beside it, only the hostile part can be what is wrong. */
const NEEDED: Readonly<Record<string, object>> = {
  'post /v1/files': { file: 'none', purpose: 'issuing_logo' },
  'post /v1/issuing/personalization_designs': { physical_bundle: 'ipb_1' },
  'post /v1/test_helpers/issuing/personalization_designs/:personalization_design/reject': {
    rejection_reasons: { card_logo: ['other'] },
  },
  'post /v1/file_links': { file: 'file_1' },
  'post /v1/issuing/cardholders': {
    name: 'Jenny Rosen',
    billing: {
      address: { line1: '1 Main', city: 'Rome', state: 'NY', postal_code: '13440', country: 'US' },
    },
  },
  'post /v1/ephemeral_keys': { issuing_card: 'ic_1', nonce: `ephkn_pub_${'a'.repeat(43)}` },
  'post /v1/issuing/cards': { cardholder: 'ich_1', currency: 'usd', type: 'virtual' },
  'post /v1/test_helpers/issuing/authorizations': { card: 'ic_1', amount: '100' },
  'post /v1/test_helpers/issuing/transactions/create_force_capture': { card: 'ic_1', amount: '1' },
  'post /v1/test_helpers/issuing/transactions/create_unlinked_refund': {
    card: 'ic_1',
    amount: '1',
  },
  'post /v1/test_helpers/issuing/authorizations/:authorization/finalize_amount': {
    final_amount: '100',
  },
  'post /v1/test_helpers/issuing/authorizations/:authorization/increment': {
    increment_amount: '100',
  },
  'post /v1/test_helpers/test_clocks': { frozen_time: '1800000000' },
  'post /v1/test_helpers/test_clocks/:test_clock/advance': { frozen_time: '1800000000' },
  'post /v1/webhook_endpoints': { url: 'http://127.0.0.1:1/', enabled_events: ['*'] },
  'post /v1/issuing/funding_instructions': {
    bank_transfer: { type: 'us_bank_transfer' },
    currency: 'usd',
    funding_type: 'bank_transfer',
  },
  'post /v1/issuing/funding_rules': {
    currency: 'usd',
    threshold: { type: 'amount', amount: '100' },
  },
  'post /v1/test_helpers/issuing/bank_transfers': {
    amount: '100',
    currency: 'usd',
    network: 'ach',
    destination: { aba: { routing_number: '110000000', account_number: '1' } },
  },
  'post /v1/accounts/:account/external_accounts': { external_account: 'btok_1' },
  'post /v1/payment_methods': {
    type: 'us_bank_account',
    us_bank_account: { account_number: '000123456789', routing_number: '110000000' },
  },
  'post /v1/setup_intents/:intent/verify_microdeposits': { descriptor_code: 'SM11AA' },
  'post /v1/sources': { type: 'ach_debit', token: 'btok_1' },
  'post /v1/sources/:source/verify': { values: ['32', '45'] },
  'post /v1/tokens': {
    bank_account: { country: 'US', account_number: '000123456789', routing_number: '110000000' },
  },
  'post /v1/balance_transfers': {
    amount: '100',
    currency: 'usd',
    destination_balance: { type: 'issuing' },
    source_balance: { type: 'payments' },
  },
  'post /v1/payouts': { amount: '100', currency: 'usd', destination: 'ba_1' },
  'post /v1/topups': { amount: '100', currency: 'usd', source: 'btok_us_verified' },
  'post /v1/test_helpers/issuing/fund_balance': { amount: '100', currency: 'usd' },
};
const neededOf = ({ method, path }: Operation) => NEEDED[`${method} ${path}`] ?? {};
const parametersOf = ({ input }: Operation): string[] =>
  input instanceof z.ZodObject ? Object.keys(input.shape) : [];

let sent = 0;

const envelope = z.object({
  error: z.object({
    type: z.string(),
    code: z.string().optional(),
    message: z.string(),
    param: z.string().optional(),
  }),
});

/** Sends what must be refused. The harness has judged that the answer is the error envelope. */
async function refused(
  { method, path, namesVersion }: Operation,
  form: object | string,
  given: Readonly<Record<string, string>> = {},
): Promise<z.output<typeof envelope>['error']> {
  sent += 1;
  const target = path.replaceAll(/:\w+/g, 'id_1');
  const encoded = typeof form === 'string' ? form : encodeForm({ ...form });
  const headers = { ...(namesVersion && { 'Stripe-Version': '2026-10-28.endive' }), ...given };
  const { status, body } = await api.call(method.toUpperCase(), target, { form: encoded, headers });
  expect(status, JSON.stringify(body)).toBeGreaterThanOrEqual(400);
  expect(status, JSON.stringify(body)).toBeLessThan(500);
  const { error } = envelope.parse(body);
  expect(error.message.length).toBeLessThan(600);
  return error;
}

describe.each(operations.map((operation) => ({ operation, ...operation })))(
  '$method $path',
  ({ operation }) => {
    const needed = neededOf(operation);

    test('refuses an unknown parameter by its name', async () => {
      const error = await refused(operation, { ...needed, colour: 'red' });
      expect(error).toMatchObject({ code: 'parameter_unknown', param: 'colour' });
    });

    test('refuses each parameter that is a hash with unknown names, a flood of text, or has a NUL', async () => {
      for (const name of parametersOf(operation)) {
        if (name === 'metadata') continue;
        for (const hostile of [{ zz: '1' }, 'x'.repeat(6_000), 'a\u0000b']) {
          const error = await refused(operation, { ...needed, [name]: hostile });
          expect(error.param, `${name}: ${error.message}`).toMatch(new RegExp(`^${name}\\b`));
        }
      }
    });

    test('refuses names that contradict themselves, floods and towers', async () => {
      await refused(operation, 'a=1&a[b]=2');
      await refused(operation, 'a[b=1');
      await refused(operation, `a${'[b]'.repeat(50)}=1`);
      await refused(operation, Array.from({ length: 2_000 }, (_, at) => `a[${at}]=1`).join('&'));
    });

    test('refuses expansions that lead nowhere', async () => {
      for (const path of ['nothing', 'id', 'a.b.c.d.e.f.g', '__proto__', 'data.nothing']) {
        const error = await refused(operation, { ...needed, expand: [path] });
        expect(error.param).toMatch(/^expand/);
      }
    });
  },
);

const lists = operations.filter(
  ({ method, input }) => method === 'get' && input instanceof z.ZodObject && 'limit' in input.shape,
);
test.each(lists.map((operation) => ({ operation, ...operation })))(
  '$method $path refuses pages that cannot be',
  async ({ operation }) => {
    for (const limit of ['0', '101', '-1', '1.5', 'ten', ''])
      expect((await refused(operation, { limit })).param).toBe('limit');
    for (const created of [{ gt: 'yesterday' }, { soon: '1' }, { lte: '1e99' }, 'now'])
      expect((await refused(operation, { created })).param).toMatch(/^created/);
    // A list below an object that is not there is refused for that object.
    const ofNobody = /:(\w+)/.exec(operation.path)?.[1];
    for (const name of ['starting_after', 'ending_before'])
      expect((await refused(operation, { [name]: 'ic_nobody' })).param).toBe(ofNobody ?? name);
    await refused(operation, { starting_after: 'ic_1', ending_before: 'ic_2' });
  },
);

const ids = [
  '',
  'ic_',
  'nonsense',
  "ic_1';drop table issuing_card;--",
  `ic_${'x'.repeat(500)}`,
  'ic_\u0000',
  'ic_%2500',
];
const singles = operations.filter(({ path }) => path.includes(':'));
test.each(singles.map((operation) => ({ operation, ...operation })))(
  '$method $path answers ids that cannot be like ids that are nobody’s',
  async ({ operation }) => {
    for (const id of ids.filter((each) => each !== '')) {
      const path = operation.path.replaceAll(/:\w+/g, encodeURIComponent(id));
      const { status } = await api.call(operation.method.toUpperCase(), path, {
        form: encodeForm({ ...neededOf(operation) }),
      });
      sent += 1;
      expect([400, 404], `${path}: ${status}`).toContain(status);
    }
  },
);

test('bodies that are no form are refused as what they are', async () => {
  const post = operations.filter(({ method }) => method === 'post');
  for (const operation of post) {
    await refused(operation, '{"name":', { 'Content-Type': 'application/json' });
    await refused(operation, '[1,2]', { 'Content-Type': 'application/json' });
    await refused(operation, '<name/>', { 'Content-Type': 'text/xml' });
    await refused(operation, `name=${'x'.repeat(1_100_000)}`);
  }
});
