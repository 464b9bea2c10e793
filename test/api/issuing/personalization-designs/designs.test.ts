import { sql } from 'kysely';
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestApi, type TestApi } from '../../../support/api.ts';
import { drawLogo } from '../../../support/logo.ts';
import { upload } from '../../files/upload.ts';

let api: TestApi;
let stripe: Stripe;
let logo: string;
/** What every account has: without features, with all of them, and with what must be given. */
let bundles: Readonly<Record<'branded' | 'full' | 'plain', string>>;

beforeAll(async () => {
  api = await openTestApi();
  stripe = await api.sdk();
  const { body } = await upload(api, { purpose: 'issuing_logo', content: drawLogo() });
  logo = String(body.id);
  const { data } = await stripe.issuing.physicalBundles.list();
  const named = (name: string): string => String(data.find((one) => one.name === name)?.id);
  bundles = {
    plain: named('Standard plain'),
    full: named('Standard'),
    branded: named('Standard branded'),
  };
});
afterAll(() => api.close());

const designs = () => stripe.issuing.personalizationDesigns;
const refusal = async (form: object, path = '') => {
  const { body } = await api.call('POST', `/v1/issuing/personalization_designs${path}`, {
    form: { ...form },
  });
  return body['error'];
};
/** Stands for the decision of a person, which a workflow writes. */
const decided = (id: string, status: 'active' | 'inactive' | 'rejected') =>
  api.database.db
    .updateTable('issuing_personalization_design')
    .set({ status, decisions: 1, logo_rejection: status === 'rejected' ? ['other'] : null })
    .where(sql`id`, '=', id)
    .execute();
const eventsOf = async (id: string) =>
  (await stripe.events.list({ type: 'issuing_personalization_design.*', limit: 100 })).data.filter(
    ({ data: { object } }) => 'id' in object && object.id === id,
  );

describe('physical bundles', () => {
  test('an account has the standard ones, always the same, and no others', async () => {
    const { data } = await stripe.issuing.physicalBundles.list({
      type: 'standard',
      status: 'active',
    });
    expect(data.map(({ name }) => name)).toEqual([
      'Standard branded',
      'Standard',
      'Standard plain',
    ]);
    expect(await stripe.issuing.physicalBundles.retrieve(bundles.branded)).toMatchObject({
      features: { card_logo: 'required', carrier_text: 'required', second_line: 'unsupported' },
      type: 'standard',
    });
    for (const query of [{ type: 'custom' }, { status: 'review' }, { status: 'inactive' }] as const)
      expect((await stripe.issuing.physicalBundles.list(query)).data).toEqual([]);
    await expect(stripe.issuing.physicalBundles.retrieve('ipb_none')).rejects.toMatchObject({
      code: 'resource_missing',
    });
  });
});

describe('a design', () => {
  test('is made, found, expanded and sent to review, and told by no event', async () => {
    const made = await designs().create({
      physical_bundle: bundles.full,
      card_logo: logo,
      carrier_text: { header_title: 'Welcome', footer_body: 'Façade & Söhne — 100% yours!' },
      name: 'Blue',
      lookup_key: 'blue',
      metadata: { a: 'b' },
      expand: ['card_logo', 'physical_bundle'],
    });
    expect(made).toMatchObject({
      object: 'issuing.personalization_design',
      card_logo: { object: 'file', id: logo },
      physical_bundle: { object: 'issuing.physical_bundle', id: bundles.full },
      carrier_text: { header_title: 'Welcome', header_body: null, footer_title: null },
      preferences: { is_default: false, is_platform_default: false },
      rejection_reasons: { card_logo: null, carrier_text: null },
      status: 'review',
    });
    expect(await designs().retrieve(made.id)).toMatchObject({
      card_logo: logo,
      lookup_key: 'blue',
    });
    expect(api.sent.at(-1)).toMatchObject({
      kind: 'design_review',
      objectId: made.id,
      payload: { revision: 1 },
    });
    expect(await eventsOf(made.id)).toEqual([]);
    const found = await designs().list({ lookup_keys: ['blue', 'no such key'] });
    expect(found.data.map(({ id }) => id)).toEqual([made.id]);
    expect((await designs().list({ status: 'active' })).data).toEqual([]);
  });

  test('fits its bundle: what is required is there, and what is unsupported is not', async () => {
    const carrier_text = { header_title: 'Hello' };
    for (const [given, param] of [
      [{ physical_bundle: bundles.plain, card_logo: logo }, 'card_logo'],
      [{ physical_bundle: bundles.plain, carrier_text }, 'carrier_text'],
      [{ physical_bundle: bundles.branded, carrier_text }, 'card_logo'],
      [{ physical_bundle: bundles.branded, card_logo: logo }, 'carrier_text'],
      [
        { physical_bundle: bundles.branded, card_logo: logo, carrier_text: { header_title: '' } },
        'carrier_text',
      ],
    ] as const)
      expect(await refusal(given)).toMatchObject({ code: 'parameter_invalid', param });
    for (const given of [
      { physical_bundle: bundles.plain },
      { physical_bundle: bundles.full },
      { physical_bundle: bundles.branded, card_logo: logo, carrier_text },
    ])
      expect(await designs().create(given)).toMatchObject({ status: 'review' });
  });

  test('has words that can be printed, in the room that there is', async () => {
    const words = (carrier_text: object) =>
      refusal({ physical_bundle: bundles.full, carrier_text });
    for (const line of ['日本', 'smile 😀', 'two\nlines', 'tab\there', '   ', 'right‮left'])
      expect(await words({ footer_body: line })).toMatchObject({
        code: 'invalid_characters',
        param: 'carrier_text[footer_body]',
      });
    expect(await words({ header_title: 'x'.repeat(31) })).toMatchObject({
      param: 'carrier_text[header_title]',
    });
    expect(await words({ header_body: 'x'.repeat(201) })).toMatchObject({
      param: 'carrier_text[header_body]',
    });
    const whole = {
      header_title: 'x'.repeat(30),
      footer_title: 'x'.repeat(30),
      header_body: 'x'.repeat(200),
      footer_body: 'x'.repeat(200),
    };
    expect(
      await designs().create({ physical_bundle: bundles.full, carrier_text: whole }),
    ).toMatchObject({ carrier_text: whole });
  });

  test('has a logo that was uploaded as one', async () => {
    const { body } = await upload(api, { purpose: 'business_logo', content: drawLogo() });
    const other = { physical_bundle: bundles.full, card_logo: String(body.id) };
    expect(await refusal(other)).toMatchObject({ code: 'parameter_invalid', param: 'card_logo' });
    expect(await refusal({ ...other, card_logo: 'file_none' })).toMatchObject({
      code: 'resource_missing',
      param: 'card_logo',
    });
    expect(await refusal({ physical_bundle: 'ipb_none' })).toMatchObject({
      code: 'resource_missing',
      param: 'physical_bundle',
    });
  });
});

describe('an edit', () => {
  test('of what is printed is reviewed again, whatever the design was', async () => {
    for (const status of ['active', 'inactive', 'rejected'] as const) {
      const { id } = await designs().create({
        physical_bundle: bundles.full,
        carrier_text: { header_title: 'A' },
      });
      await decided(id, status);
      const edited = await designs().update(id, { carrier_text: { header_body: 'B' } });
      expect(edited).toMatchObject({
        status: 'review',
        carrier_text: { header_title: 'A', header_body: 'B' },
        rejection_reasons: { card_logo: null, carrier_text: null },
      });
      expect(api.sent.at(-1)).toMatchObject({ objectId: id, payload: { revision: 2 } });
      const [event] = await eventsOf(id);
      expect(event).toMatchObject({
        type: 'issuing_personalization_design.updated',
        data: { previous_attributes: { status, carrier_text: { header_body: null } } },
      });
    }
  });

  test('of anything else, or to the same again, is not', async () => {
    const { id } = await designs().create({
      physical_bundle: bundles.full,
      card_logo: logo,
      lookup_key: 'kept',
    });
    await decided(id, 'active');
    const sent = api.sent.length;
    for (const change of [
      { name: 'Green', metadata: { a: 'b' }, preferences: { is_default: false } },
      { card_logo: logo, physical_bundle: bundles.full, lookup_key: 'kept' },
      { lookup_key: '' },
      { name: '' },
    ])
      expect(await designs().update(id, change)).toMatchObject({ status: 'active' });
    expect(api.sent).toHaveLength(sent);
    expect(await designs().retrieve(id)).toMatchObject({
      name: null,
      lookup_key: null,
      metadata: { a: 'b' },
    });
  });

  test('takes away what is cleared, unless the bundle requires it', async () => {
    const all = {
      physical_bundle: bundles.branded,
      card_logo: logo,
      carrier_text: { header_title: 'A', header_body: 'B' },
    };
    const { id } = await designs().create(all);
    expect(await designs().update(id, { carrier_text: { header_title: '' } })).toMatchObject({
      carrier_text: { header_title: null, header_body: 'B' },
    });
    expect(await refusal({ card_logo: '' }, `/${id}`)).toMatchObject({ param: 'card_logo' });
    expect(await refusal({ carrier_text: '' }, `/${id}`)).toMatchObject({ param: 'carrier_text' });
    const plain = { physical_bundle: bundles.plain, card_logo: '', carrier_text: '' } as const;
    expect(await designs().update(id, plain)).toMatchObject({
      card_logo: null,
      carrier_text: null,
    });
  });
});

describe('a lookup key', () => {
  test('is one design’s, until it is transferred', async () => {
    const [first, second] = [
      await designs().create({ physical_bundle: bundles.plain, lookup_key: 'moving' }),
      await designs().create({ physical_bundle: bundles.plain }),
    ];
    expect(await refusal({ physical_bundle: bundles.plain, lookup_key: 'moving' })).toMatchObject({
      code: 'resource_already_exists',
      param: 'lookup_key',
    });
    const taken = { lookup_key: 'moving', transfer_lookup_key: true };
    expect(await designs().update(second.id, taken)).toMatchObject({ lookup_key: 'moving' });
    expect(await designs().retrieve(first.id)).toMatchObject({ lookup_key: null });
    expect(await eventsOf(first.id)).toMatchObject([
      { data: { previous_attributes: { lookup_key: 'moving' } } },
    ]);
  });

  /** Risk: two who take it at once both have it, or end in an error of the database. */
  test('taken by many at once is one’s in the end', async () => {
    const taken = {
      physical_bundle: bundles.plain,
      lookup_key: 'wanted',
      transfer_lookup_key: true,
    };
    await Promise.all(Array.from({ length: 6 }, () => designs().create(taken)));
    expect((await designs().list({ lookup_keys: ['wanted'] })).data).toHaveLength(1);
  });
});

test('an account has one default at a time, however many ask to be it', async () => {
  const asked = { physical_bundle: bundles.plain, preferences: { is_default: true } };
  const made = await Promise.all(Array.from({ length: 6 }, () => designs().create(asked)));
  const { data } = await designs().list({ preferences: { is_default: true } });
  expect(data).toHaveLength(1);
  expect(made.map(({ id }) => id)).toContain(data[0]?.id);
  expect(data[0]?.preferences).toEqual({ is_default: true, is_platform_default: true });
  const none = await designs().update(String(data[0]?.id), { preferences: { is_default: false } });
  expect(none.preferences).toEqual({ is_default: false, is_platform_default: false });
});

test('a helper cannot decide about a design that is not there, nor without a reason', async () => {
  const path = '/v1/test_helpers/issuing/personalization_designs/ipd_none';
  expect((await api.call('POST', `${path}/activate`)).status).toBe(404);
  for (const rejection_reasons of [
    {},
    { card_logo: '' },
    { card_logo: ['ugly'] },
    { card_logo: ['other', 'other'] },
  ]) {
    const { status, body } = await api.call('POST', `${path}/reject`, {
      form: { rejection_reasons },
    });
    expect(status).toBe(400);
    expect(body['error']).toMatchObject({ param: expect.stringMatching(/^rejection_reasons/) });
  }
});
