import Stripe from 'stripe';
import { expect, test } from 'vitest';
import { signatureHeader } from '../../infra/signature.ts';

const BODY = JSON.stringify({ id: 'evt_1', object: 'event', note: 'Zürich' });
const AT = 1_800_000_000;
const { webhooks } = new Stripe('sk_test_none');

/** As the SDK verifies it at that moment. */
const verify = (header: string, secret: string, at = AT, body = BODY) =>
  webhooks.constructEvent(body, header, secret, 300, undefined, at * 1_000);

test('the official SDK verifies what we sign', () => {
  const header = signatureHeader({ body: BODY, at: AT, secrets: ['whsec_one'] });
  expect(verify(header, 'whsec_one')).toMatchObject({ id: 'evt_1', note: 'Zürich' });
});

test('while a secret is rolled both verify', () => {
  const header = signatureHeader({ body: BODY, at: AT, secrets: ['whsec_new', 'whsec_old'] });
  for (const secret of ['whsec_new', 'whsec_old'])
    expect(verify(header, secret)).toMatchObject({ id: 'evt_1' });
});

test.each([
  ['another secret', ['whsec_two', AT, BODY]],
  ['an old request', ['whsec_one', AT + 301, BODY]],
  ['another body', ['whsec_one', AT, BODY.replace('evt_1', 'evt_2')]],
] as const)('%s does not pass', (_case, [secret, at, body]) => {
  const header = signatureHeader({ body: BODY, at: AT, secrets: ['whsec_one'] });
  expect(() => verify(header, secret, at, body)).toThrow();
});
