import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodeForm } from '../../support/form-encoding.ts';
import { operatorOf } from '../../support/operator.ts';
import { type DesignLab, openDesignLab } from '../../workflows/design-lab.ts';

let lab: DesignLab;
let operator: (
  method: string,
  path: string,
  form?: object,
) => ReturnType<ReturnType<typeof operatorOf>>;
beforeAll(async () => {
  lab = await openDesignLab();
  const call = operatorOf(lab.api);
  operator = (method, path, form) => call(method, path, form && encodeForm({ ...form }));
});
afterAll(() => lab.close());

describe('designs', () => {
  test('that wait are listed, longest first, with what a decision needs', async () => {
    const [first, second] = [await lab.design(), await lab.design()];
    const { body } = await operator('GET', '/personalization_designs');
    expect(body).toMatchObject({
      object: 'list',
      has_more: false,
      data: [first, second].map(({ id }) => ({
        object: 'design_review',
        account: lab.api.scope.accountId,
        personalization_design: { id, status: 'review' },
        revision: 1,
        workflow_url: `http://temporal/design-review:${id}`,
      })),
    });
    const rest = await operator(
      'GET',
      `/personalization_designs?starting_after=${first.id}&limit=1`,
    );
    expect(rest.body).toMatchObject({ data: [{ personalization_design: { id: second.id } }] });
    expect((await operator('GET', '/personalization_designs?starting_after=ich_1')).status).toBe(
      400,
    );
    for (const { id } of [first, second])
      await operator('POST', `/personalization_designs/${id}/activate`, { revision: 1 });
    expect((await operator('GET', '/personalization_designs')).body).toMatchObject({ data: [] });
  });

  test('are approved, rejected and taken out of use by who has seen them', async () => {
    const { id } = await lab.design();
    const path = `/personalization_designs/${id}`;
    const say = async (verb: string, form: object) => operator('POST', `${path}/${verb}`, form);
    expect(await say('activate', {})).toMatchObject({
      status: 400,
      body: { error: { param: 'revision' } },
    });
    expect(await say('activate', { revision: 2 })).toMatchObject({
      status: 400,
      body: { error: { code: 'status_transition_invalid' } },
    });
    expect(await say('reject', { revision: 1 })).toMatchObject({
      status: 400,
      body: { error: { param: 'rejection_reasons' } },
    });
    expect(await say('activate', { revision: 1 })).toMatchObject({
      status: 200,
      body: { id, status: 'active' },
    });
    expect(await say('activate', { revision: 1 })).toMatchObject({ status: 400 });
    expect(await say('deactivate', { revision: 1 })).toMatchObject({
      body: { status: 'inactive' },
    });
    const other = await lab.design();
    const rejected = { revision: 1, rejection_reasons: { card_logo: ['other_entity'] } };
    expect(
      await operator('POST', `/personalization_designs/${other.id}/reject`, rejected),
    ).toMatchObject({
      body: {
        status: 'rejected',
        rejection_reasons: { card_logo: ['other_entity'], carrier_text: null },
      },
    });
    expect(
      (await operator('POST', '/personalization_designs/ipd_none/activate', { revision: 1 }))
        .status,
    ).toBe(404);
  });
});

describe('custom bundles', () => {
  const features = { card_logo: 'optional', carrier_text: 'unsupported', second_line: 'required' };
  const bundle = () => ({
    account: lab.api.scope.accountId,
    name: 'Metal',
    pieces: 2_500,
    features,
  });

  test('are made for one account, and can be used while they are in stock', async () => {
    const { body } = await operator('POST', '/physical_bundles', bundle());
    expect(body).toMatchObject({
      object: 'issuing.physical_bundle',
      type: 'custom',
      status: 'review',
      features,
    });
    const id = String(body['id']);
    const design = { physical_bundle: id };
    await expect(lab.designs.create(design)).rejects.toMatchObject({ param: 'physical_bundle' });
    expect(await operator('POST', `/physical_bundles/${id}/activate`)).toMatchObject({
      body: { status: 'active' },
    });
    const made = await lab.designs.create(design);
    const listed = await lab.stripe.issuing.physicalBundles.list({ type: 'custom' });
    expect(listed.data.map((one) => one.id)).toEqual([id]);
    expect(await operator('POST', `/physical_bundles/${id}/deactivate`)).toMatchObject({
      body: { status: 'inactive' },
    });
    expect(await operator('POST', `/physical_bundles/${id}/deactivate`)).toMatchObject({
      status: 400,
    });
    // Out of stock: it keeps its name, and is not printed any more.
    expect(await lab.designs.update(made.id, { name: 'Metal' })).toMatchObject({ name: 'Metal' });
    const change = lab.designs.update(made.id, { card_logo: lab.logo });
    await expect(change).rejects.toMatchObject({ param: 'physical_bundle' });
  });

  test('are of at least 2,500 pieces, for an account that there is', async () => {
    expect(
      await operator('POST', '/physical_bundles', { ...bundle(), pieces: 2_499 }),
    ).toMatchObject({ status: 400, body: { error: { param: 'pieces' } } });
    expect(
      await operator('POST', '/physical_bundles', { ...bundle(), account: 'acct_none' }),
    ).toMatchObject({ status: 404 });
    const { data } = await lab.stripe.issuing.physicalBundles.list({ type: 'standard' });
    expect(await operator('POST', `/physical_bundles/${data[0]?.id}/deactivate`)).toMatchObject({
      status: 400,
    });
    expect((await operator('POST', '/physical_bundles/ipb_none/activate')).status).toBe(404);
  });
});
