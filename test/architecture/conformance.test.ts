import { describe, expect, test } from 'vitest';
import {
  conformanceOf,
  expectConforms,
  expectErrorConforms,
  problemsOf,
} from '../support/conformance.ts';

const address = {
  city: 'Austin',
  country: 'US',
  line1: '1 Main',
  postal_code: '78701',
  state: 'TX',
};
const limits = {
  allowed_card_presences: null,
  allowed_categories: null,
  allowed_merchant_countries: null,
  blocked_card_presences: null,
  blocked_categories: ['ambulance_services'],
  blocked_merchant_countries: null,
  spending_limits: [{ amount: 50_000, categories: null, interval: 'daily' }],
  spending_limits_currency: 'usd',
};
const cardholder = {
  id: 'ich_1',
  object: 'issuing.cardholder',
  billing: { address: { ...address, line2: null } },
  company: null,
  created: 1_800_000_000,
  email: null,
  individual: null,
  livemode: false,
  metadata: { team: 'ops' },
  name: 'Ada Lovelace',
  phone_number: null,
  preferred_locales: ['en'],
  requirements: { disabled_reason: 'under_review', past_due: [] },
  spending_controls: null,
  status: 'active',
  type: 'individual',
};
const card = {
  id: 'ic_1',
  object: 'issuing.card',
  brand: 'Visa',
  cancellation_reason: null,
  cardholder,
  created: 1_800_000_000,
  currency: 'usd',
  exp_month: 4,
  exp_year: 2031,
  last4: '4242',
  latest_fraud_warning: null,
  lifecycle_controls: null,
  livemode: false,
  metadata: {},
  personalization_design: null,
  replaced_by: null,
  replacement_for: 'ic_0',
  replacement_reason: 'lost',
  second_line: null,
  shipping: null,
  spending_controls: limits,
  status: 'active',
  type: 'virtual',
  wallets: null,
};
const { last4: _, ...cardWithoutLast4 } = card;

const list = (...data: readonly unknown[]) => ({
  object: 'list',
  data,
  has_more: false,
  url: '/v1',
});
const event = (type: string, object: unknown, previous_attributes?: unknown) => ({
  id: 'evt_1',
  object: 'event',
  api_version: '2026-10-28.endive',
  created: 1_800_000_000,
  data: previous_attributes === undefined ? { object } : { object, previous_attributes },
  livemode: false,
  pending_webhooks: 0,
  request: { id: null, idempotency_key: null },
  type,
});

describe('what the SDK expects conforms', () => {
  test.each([
    ['a card', card],
    ['a card with its number', { ...card, number: '4242424242424242', cvc: '123' }],
    ['a card with another expanded in it', { ...card, replaced_by: card, replacement_for: card }],
    ['an empty list', list()],
    ['a list of several kinds', list(card, cardholder)],
    ['a list in a list', list(list(card))],
    ['an event', event('issuing_card.created', card)],
    [
      'an event that tells a part of what was before',
      event('issuing_cardholder.updated', cardholder, { billing: { address: { city: 'Waco' } } }),
    ],
    [
      'an event that tells of metadata that was not there before',
      event('issuing_card.updated', card, { metadata: { team: null } }),
    ],
    ['a deleted object', { id: 'we_1', object: 'webhook_endpoint', deleted: true }],
  ])('%s', (_case, body) => {
    expect(conformanceOf(body)).toEqual([]);
  });

  test('a body is judged by a type of the SDK that is asked for by name', () => {
    expectConforms(card, 'Issuing.Card');
    expectConforms(list(card), 'ApiList<Issuing.Card>');
    expect(problemsOf(list(card), 'ApiList<Issuing.Cardholder>')).toContain(
      'data[0].object: expected "issuing.cardholder", got "issuing.card"',
    );
    expect(() => problemsOf(card, 'Issuing.Carbon')).toThrow('has no type Carbon');
  });
});

describe('one slip is told once, by its place', () => {
  test.each([
    ['a missing key', cardWithoutLast4, 'last4: is missing'],
    ['an extra key', { ...card, colour: 'red' }, 'colour: is not in the type'],
    [
      'a word that the enumeration does not list',
      { ...card, status: 'frozen' },
      'status: expected "active" | "canceled" | "inactive", got "frozen"',
    ],
    ['a wrong type', { ...card, last4: 4242 }, 'last4: expected string, got number 4242'],
    [
      'an enumeration that is null though it may not be',
      { ...card, type: null },
      'type: expected "physical" | "virtual", got null',
    ],
    [
      'a literal in the place of another',
      { ...card, livemode: 'false' },
      'livemode: expected boolean, got "false"',
    ],
    ['null where the type has none', { ...card, brand: null }, 'brand: expected string, got null'],
    [
      'text where a structure is due',
      { ...card, cardholder: 'ich_1' },
      'cardholder: expected Cardholder, got "ich_1"',
    ],
    [
      'an array where a structure is due',
      { ...card, metadata: [] },
      'metadata: expected Metadata, got an array',
    ],
    [
      'another kind of object expanded',
      { ...card, replaced_by: { ...cardholder } },
      'replaced_by.object: expected "issuing.card", got "issuing.cardholder"',
    ],
    ['a fraction', { ...card, created: 1.5 }, 'created: expected a safe integer, got 1.5'],
    [
      'a number beyond a double',
      { ...card, created: 2 ** 53 },
      'created: expected a safe integer, got 9007199254740992',
    ],
    [
      'a number in the metadata',
      { ...card, metadata: { n: 1 } },
      'metadata.n: expected string, got number 1',
    ],
    [
      'a slip deep in a list',
      list(card, {
        ...card,
        spending_controls: {
          ...limits,
          spending_limits: [{ amount: '1', categories: null, interval: 'daily' }],
        },
      }),
      'data[1].spending_controls.spending_limits[0].amount: expected number, got "1"',
    ],
    [
      'an object of no kind',
      list({ id: 'ic_1' }),
      'data[0]: expected an object that says its kind, got an object',
    ],
    [
      'an object of a kind unknown',
      { object: 'banana' },
      'the answer: no type of the SDK is a "banana"',
    ],
    [
      'an event whose object is of another kind',
      event('issuing_card.created', cardholder),
      'data.object.object: expected "issuing.card", got "issuing.cardholder"',
    ],
    [
      'an event that the SDK does not know',
      event('issuing_card.eaten', card),
      'type: no variant of the type has "issuing_card.eaten"',
    ],
    [
      'a previous attribute that the object does not have',
      event('issuing_card.updated', card, { colour: 'red' }),
      'data.previous_attributes.colour: is not in the type',
    ],
  ])('%s', (_case, body, problem) => {
    expect(conformanceOf(body)).toEqual([problem]);
  });

  test('two slips are both told', () => {
    const body = { ...cardWithoutLast4, colour: 'red' };
    expect(conformanceOf(body)).toEqual(['last4: is missing', 'colour: is not in the type']);
    expect(() => expectConforms(body)).toThrow(/last4[^]*colour/);
  });
});

describe('an error', () => {
  const error = { type: 'invalid_request_error', message: 'No such card: ic_1', param: 'card' };

  test('conforms when it is the envelope of the SDKs', () => {
    const body = {
      error: { ...error, doc_url: 'https://example.com/docs/errors#resource_missing' },
    };
    expectErrorConforms(body);
    expect(conformanceOf(body)).toEqual([]);
  });

  test.each([
    ['no message', { error: { type: 'api_error' } }, 'error.message: is missing'],
    [
      'an empty message',
      { error: { ...error, message: '' } },
      'error.message: expected text, got ""',
    ],
    ['an unknown type', { error: { ...error, type: 'oops' } }, 'error.type: expected one of'],
    ['an extra key', { error: { ...error, stack: 'at …' } }, 'error.stack: is not in the envelope'],
    ['a key beside the error', { error, status: 404 }, 'status: is not in the envelope'],
    [
      'a link that is none',
      { error: { ...error, doc_url: 'errors.md' } },
      'error.doc_url: expected address',
    ],
    ['a bare text', { error: 'not found' }, 'error: is missing'],
  ])('with %s is caught', (_case, body, problem) => {
    expect(conformanceOf(body)).toEqual([expect.stringContaining(problem)]);
  });
});
