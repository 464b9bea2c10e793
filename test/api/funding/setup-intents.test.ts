import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseId } from '../../../domain/ids.ts';
import { invariant } from '../../../domain/invariant.ts';
import { endVerification, keepExpected } from '../../../funding/verification.ts';
import { inOneTransaction } from '../../../authorizer/unit-of-work.ts';
import { openTestApi, type TestApi } from '../../support/api.ts';

let api: TestApi;
let stripe: Stripe;
beforeAll(async () => {
  api = await openTestApi();
  stripe = await api.sdk();
});
afterAll(() => api.close());

const BANK = { account_number: '000123456789', routing_number: '110000000' };

const method = (): Promise<Stripe.PaymentMethod> =>
  stripe.paymentMethods.create({
    type: 'us_bank_account',
    us_bank_account: { ...BANK, account_holder_type: 'company' },
    billing_details: { name: 'Rocket Rides Inc.', email: 'ada@example.com' },
  });

/** A setup intent that waits for its amounts: what the workflow does is done by hand. */
async function confirmed(): Promise<Stripe.SetupIntent> {
  const intent = await stripe.setupIntents.create({
    payment_method: (await method()).id,
    allowed_payment_method_types: ['us_bank_account'],
    confirm: true,
  });
  const entry = api.sent.findLast(({ kind }) => kind === 'bank_account_verification');
  const bankAccount = entry && parseId('bankAccount', entry.objectId);
  invariant(bankAccount, 'the confirmation asks for micro-deposits');
  await inOneTransaction(api.deps, api.scope, (work) =>
    keepExpected(work, bankAccount, { amounts: [32, 45], descriptorCode: 'SM11AA' }),
  );
  return intent;
}

const methodOf = ({ payment_method: id }: Stripe.SetupIntent): string => {
  invariant(typeof id === 'string', 'it is not expanded');
  return id;
};

const eventsOf = async (id: string): Promise<readonly string[]> => {
  const { data } = await stripe.events.list({ limit: 100 });
  return data
    .filter(({ data: { object } }) => 'id' in object && object.id === id)
    .map(({ type }) => type)
    .toReversed();
};

test('a payment method shows of its bank account only the end', async () => {
  const made = await method();
  expect(made).toMatchObject({
    type: 'us_bank_account',
    billing_details: { name: 'Rocket Rides Inc.' },
    us_bank_account: { last4: '6789', routing_number: '110000000', account_type: 'checking' },
  });
  expect(await stripe.paymentMethods.retrieve(made.id)).toEqual(made);
});

describe('a setup intent', () => {
  test('asks for the amounts of micro-deposits, and succeeds with the right ones in any order', async () => {
    const intent = await confirmed();
    expect(intent).toMatchObject({
      status: 'requires_action',
      next_action: {
        type: 'verify_with_microdeposits',
        verify_with_microdeposits: { microdeposit_type: 'amounts' },
      },
    });
    const done = await stripe.setupIntents.verifyMicrodeposits(intent.id, { amounts: [45, 32] });
    expect(done).toMatchObject({ status: 'succeeded', next_action: null });
    expect(await eventsOf(intent.id)).toEqual([
      'setup_intent.created',
      'setup_intent.requires_action',
      'setup_intent.succeeded',
    ]);
    const topup = await stripe.topups.create({
      amount: 100,
      currency: 'usd',
      payment_method: methodOf(intent),
      payment_method_options: { us_bank_account: { network: 'ach' } },
      expand: ['payment_method'],
    });
    expect(topup).toMatchObject({
      source: null,
      payment_method: { object: 'payment_method', us_bank_account: { last4: '6789' } },
    });
  });

  test('can be proved by the code beside the deposit instead', async () => {
    const { id } = await confirmed();
    const done = await stripe.setupIntents.verifyMicrodeposits(id, { descriptor_code: 'sm11aa' });
    expect(done.status).toBe('succeeded');
  });

  test('counts each wrong try, and has failed after ten', async () => {
    const { id } = await confirmed();
    for (let left = 9; left > 0; left -= 1) {
      const wrong = stripe.setupIntents.verifyMicrodeposits(id, { amounts: [1, left] });
      await expect(wrong).rejects.toMatchObject({
        code: 'payment_method_microdeposit_verification_amounts_mismatch',
        message: expect.stringContaining(`${left}.`),
      });
    }
    const last = stripe.setupIntents.verifyMicrodeposits(id, { descriptor_code: 'SM33CC' });
    await expect(last).rejects.toMatchObject({
      code: 'payment_method_microdeposit_verification_attempts_exceeded',
    });
    expect(await stripe.setupIntents.retrieve(id)).toMatchObject({
      status: 'requires_payment_method',
      payment_method: null,
      last_setup_error: { code: 'payment_method_microdeposit_verification_attempts_exceeded' },
    });
    const late = stripe.setupIntents.verifyMicrodeposits(id, { amounts: [32, 45] });
    await expect(late).rejects.toMatchObject({ code: 'setup_intent_unexpected_state' });
  });

  test('fails when nobody enters them in time', async () => {
    const { id } = await confirmed();
    const bankAccount = parseId('bankAccount', api.sent.at(-1)?.objectId ?? '');
    invariant(bankAccount, 'the last one that was asked for');
    await inOneTransaction(api.deps, api.scope, (work) =>
      endVerification(work, bankAccount, 'timed_out'),
    );
    expect(await stripe.setupIntents.retrieve(id)).toMatchObject({
      last_setup_error: { code: 'payment_method_microdeposit_verification_timeout' },
    });
    expect(await eventsOf(id)).toContain('setup_intent.setup_failed');
  });

  test('gets its payment method later, is confirmed once, and can be canceled while it is open', async () => {
    const intent = await stripe.setupIntents.create({ description: 'For top-ups' });
    expect(intent.status).toBe('requires_payment_method');
    const { id } = intent;
    await expect(stripe.setupIntents.confirm(id)).rejects.toMatchObject({
      code: 'setup_intent_unexpected_state',
    });
    await stripe.setupIntents.update(id, { payment_method: (await method()).id });
    expect(await stripe.setupIntents.confirm(id)).toMatchObject({ status: 'requires_action' });
    await expect(stripe.setupIntents.confirm(id)).rejects.toMatchObject({
      code: 'setup_intent_unexpected_state',
    });
    const canceled = await stripe.setupIntents.cancel(id, { cancellation_reason: 'abandoned' });
    expect(canceled).toMatchObject({ status: 'canceled', cancellation_reason: 'abandoned' });
    await expect(stripe.setupIntents.cancel(id)).rejects.toMatchObject({
      code: 'setup_intent_unexpected_state',
    });
  });

  test('can be made with the bank account itself, and is listed by payment method', async () => {
    const intent = await stripe.setupIntents.create({
      attach_to_self: true,
      flow_directions: ['inbound'],
      payment_method_data: {
        type: 'us_bank_account',
        us_bank_account: BANK,
        billing_details: { name: 'Ada' },
      },
    });
    expect(intent.status).toBe('requires_confirmation');
    const { data } = await stripe.setupIntents.list({
      payment_method: methodOf(intent),
    });
    expect(data.map(({ id }) => id)).toEqual([intent.id]);
  });
});
