import { expect, test } from 'vitest';
import { checkActivation } from '../../../domain/card/activation.ts';
import { makeId } from '../../../domain/ids.ts';

const ada = {
  id: makeId('cardholder', 'x'),
  status: 'active',
  type: 'individual',
  screening: 'clear',
  address_country: 'US',
  first_name: 'Ada',
  last_name: 'Lovelace',
  date_of_birth: '1985-12-10',
  terms_accepted_at: new Date(0),
  terms_accepted_ip: '203.0.113.7',
  tax_id_sealed: null,
} as const;

test.each([
  ['who lacks nothing', ada],
  ['who is inactive', { ...ada, status: 'inactive' } as const],
  ['who is still being screened', { ...ada, screening: 'under_review' } as const],
])('a card of a cardholder %s may be active', (_who, holder) => {
  expect(() => checkActivation(holder)).not.toThrow();
});

test.each([
  ['is blocked', { ...ada, status: 'blocked', screening: 'rejected' } as const],
  [
    'still needs individual.first_name, individual.last_name',
    { ...ada, first_name: null, last_name: null },
  ],
  ['still needs individual.verification.document', { ...ada, screening: 'listed' } as const],
])('a card of a cardholder who %s may not, and the refusal says so', (why, holder) => {
  expect(() => checkActivation(holder)).toThrow(
    expect.objectContaining({
      code: 'status_transition_invalid',
      param: 'status',
      message: expect.stringContaining(`ich_x ${why}`),
    }),
  );
});
