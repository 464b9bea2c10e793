import { expect, test } from 'vitest';
import { checkActivation } from '../../../domain/card/activation.ts';
import { makeId } from '../../../domain/ids.ts';

const id = makeId('cardholder', 'x');

test.each(['active', 'inactive'] as const)(
  'a card of an %s cardholder who lacks nothing may be active',
  (status) => {
    expect(() => checkActivation({ id, status, pastDue: [] })).not.toThrow();
  },
);

test('a card of a blocked cardholder may not', () => {
  expect(() => checkActivation({ id, status: 'blocked', pastDue: [] })).toThrow('ich_x is blocked');
});

test('what is missing is named', () => {
  expect(() =>
    checkActivation({
      id,
      status: 'active',
      pastDue: ['individual.first_name', 'individual.last_name'],
    }),
  ).toThrow(
    expect.objectContaining({
      code: 'status_transition_invalid',
      param: 'status',
      message: expect.stringContaining('needs individual.first_name, individual.last_name'),
    }),
  );
});
