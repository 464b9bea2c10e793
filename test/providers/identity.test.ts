import { describe, expect, test } from 'vitest';
import { AppError } from '../../domain/errors.ts';
import { makeId } from '../../domain/ids.ts';
import type { IdentityScreening, Person } from '../../providers/identity/port.ts';
import { sandboxIdentity } from '../../providers/identity/sandbox.ts';

interface Implementation {
  readonly name: string;
  readonly identity: IdentityScreening;
  /** Somebody on a list, and somebody on none, in the mode that it answers for. */
  readonly listed: Person;
  readonly clean: Person;
  readonly livemode: boolean;
}

const clean: Person = {
  type: 'individual',
  name: 'Jenny Rosen',
  firstName: 'Jenny',
  lastName: 'Rosen',
  dateOfBirth: '1981-11-01',
  country: 'US',
};

/** Every implementation of the port is added here, and has to pass the same. */
const IMPLEMENTATIONS: readonly Implementation[] = [
  {
    name: 'sandbox',
    identity: sandboxIdentity,
    clean,
    listed: { ...clean, dateOfBirth: '1900-01-01' },
    livemode: false,
  },
];

const requestOf = (person: Person, livemode: boolean) => ({
  scope: { accountId: makeId('account', '1'), livemode },
  cardholderId: makeId('cardholder', '1'),
  idempotencyKey: `screening:${person.dateOfBirth}`,
  person,
});

describe.each(IMPLEMENTATIONS)('$name', ({ identity, livemode, ...people }) => {
  test('passes who is on no list', async () => {
    expect(await identity.screen(requestOf(people.clean, livemode))).toBe('pass');
  });

  test('finds who is on one, and again when it is asked again', async () => {
    const asked = requestOf(people.listed, livemode);
    expect(await identity.screen(asked)).toBe('match');
    expect(await identity.screen(asked)).toBe('match');
  });

  test('judges a company and a person without a birth date', async () => {
    const company: Person = { ...people.clean, type: 'company', firstName: null, lastName: null };
    for (const person of [company, { ...people.clean, dateOfBirth: null }])
      expect(['match', 'pass']).toContain(await identity.screen(requestOf(person, livemode)));
  });

  /** Risk: a sandbox that lets everyone pass where the people are real. */
  test('lets nobody pass in the mode that it does not answer for', async () => {
    const asked = identity.screen(requestOf(people.clean, !livemode));
    await expect(asked).rejects.toThrow(AppError);
    await expect(asked).rejects.toMatchObject({ code: 'service_unavailable' });
  });
});
