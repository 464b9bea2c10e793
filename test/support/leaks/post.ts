import type { Client } from './client.ts';
import type { KnownSecret } from './forms.ts';

const LABEL = {
  name: 'Wilhelmina Crateford',
  line1: '9 Parcelgate Row',
  phone: '+12025550177',
} as const;

/** A card goes to somebody else's address, all the way. Answers with what nobody else may read of that. */
export async function sendCard(
  client: Client,
  cardholder: string,
): Promise<readonly KnownSecret[]> {
  const address = { line1: LABEL.line1, city: 'San Francisco', state: 'CA', country: 'US' };
  const shipping = {
    name: LABEL.name,
    phone_number: LABEL.phone,
    address: { ...address, postal_code: '94111' },
    address_validation: { mode: 'validation_and_normalization' },
    type: 'bulk',
  };
  const form = { cardholder, currency: 'usd', type: 'physical', shipping };
  const { id } = await client.ask({ method: 'POST', path: '/v1/issuing/cards', form });
  const ways = `/v1/test_helpers/issuing/cards/${id}/shipping`;
  for (const step of ['submit', 'ship', 'deliver'])
    await client.ask({ method: 'POST', path: `${ways}/${step}` });
  return [
    { kind: 'name', value: LABEL.name },
    { kind: 'address', value: LABEL.line1 },
    { kind: 'phone', value: LABEL.phone },
  ];
}
