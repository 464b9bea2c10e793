import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startOrTell } from '../../infra/temporal/start-or-tell.ts';
import {
  activateDesignUpdate,
  designReviewOf,
  rejectDesignUpdate,
} from '../../workflows/design-review/contract.ts';
import { type DesignLab, openDesignLab, refused, workflowIdOf } from './design-lab.ts';

let lab: DesignLab;
beforeAll(async () => {
  lab = await openDesignLab();
});
afterAll(() => lab.close());

const REASONS = { card_logo: ['network_name', 'other'], carrier_text: ['inappropriate'] } as const;
const rejection = {
  rejection_reasons: { card_logo: [...REASONS.card_logo], carrier_text: [...REASONS.carrier_text] },
};

describe('a design', () => {
  test('is approved, taken out of use and into use again, each told once', async () => {
    const { id } = await lab.design();
    expect(await lab.say.activate(id)).toMatchObject({ id, status: 'active' });
    expect(await lab.say.deactivate(id)).toMatchObject({ status: 'inactive' });
    expect(await lab.say.activate(id)).toMatchObject({ status: 'active' });
    expect(await lab.told({ id })).toEqual(['activated', 'deactivated', 'activated']);
    expect(await lab.standing({ id })).toEqual({ revision: 1, status: 'active', decisions: 3 });
  });

  test('is rejected for reasons, which go when an edit sends it to review again', async () => {
    const { id } = await lab.design();
    expect(await lab.say.reject(id, rejection)).toMatchObject({
      status: 'rejected',
      rejection_reasons: REASONS,
    });
    expect(await lab.designs.update(id, { card_logo: '' })).toMatchObject({
      status: 'review',
      rejection_reasons: { card_logo: null, carrier_text: null },
    });
    await lab.stands({ id }, { revision: 2, status: 'review' });
    expect(await lab.say.activate(id)).toMatchObject({ status: 'active' });
    expect(await lab.told({ id })).toEqual(['rejected', 'updated', 'activated']);
  });

  test('goes no way that is not lawful, and the API says why', async () => {
    const { id } = await lab.design();
    await expect(lab.say.deactivate(id)).rejects.toMatchObject(refused());
    await lab.say.activate(id);
    for (const again of [() => lab.say.activate(id), () => lab.say.reject(id, rejection)])
      await expect(again()).rejects.toMatchObject(refused());
    await lab.say.deactivate(id);
    await expect(lab.say.reject(id, rejection)).rejects.toMatchObject(refused());
    const other = await lab.design();
    await lab.say.reject(other.id, rejection);
    for (const wrong of [() => lab.say.activate(other.id), () => lab.say.deactivate(other.id)])
      await expect(wrong()).rejects.toMatchObject(refused());
    expect(await lab.told(other)).toEqual(['rejected']);
  });

  test('approved under a key twice is approved once, and answered alike', async () => {
    const { id } = await lab.design();
    const options = { idempotencyKey: `approve ${id}` };
    const first = await lab.say.activate(id, {}, options);
    await lab.say.deactivate(id);
    expect(await lab.say.activate(id, {}, options)).toEqual(first);
    expect(await lab.designs.retrieve(id)).toMatchObject({ status: 'inactive' });
  });
});

/** Risk: a person approves what he has not seen. */
test('a decision about another edit than the one that stands is refused', async () => {
  const { id } = await lab.design();
  const handle = lab.temporal.client.workflow.getHandle(workflowIdOf({ id }));
  await lab.designs.update(id, { carrier_text: { header_title: 'New' } });
  await lab.stands({ id }, { revision: 2 });
  const late = handle.executeUpdate(activateDesignUpdate, { args: [{ revision: 1 }] });
  await expect(late).rejects.toMatchObject({ cause: { type: 'status_transition_invalid' } });
  await handle.executeUpdate(activateDesignUpdate, { args: [{ revision: 2 }] });
  expect(await lab.designs.retrieve(id)).toMatchObject({ status: 'active' });
});

test('a decision that crosses an edit which its workflow does not know yet is refused', async () => {
  const { id } = await lab.design();
  const { db } = lab.api.deps;
  const edited = db.updateTable('issuing_personalization_design').set({ revision: 2 });
  await edited.where(sql`id`, '=', id).execute();
  await expect(lab.say.activate(id)).rejects.toMatchObject(refused());
  expect(await lab.designs.retrieve(id)).toMatchObject({ status: 'review' });
  expect(await lab.told({ id })).toEqual([]);
});

test('of two people who decide at once one is told that he came too late', async () => {
  const { id } = await lab.design();
  const outcomes = await Promise.allSettled([lab.say.activate(id), lab.say.reject(id, rejection)]);
  expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(await lab.told({ id })).toHaveLength(1);
});

test('a rejection that says nothing, or something unknown, is refused where it is typed', async () => {
  const { id } = await lab.design();
  const handle = lab.temporal.client.workflow.getHandle(workflowIdOf({ id }));
  for (const reasons of [
    undefined,
    {},
    { cardLogo: [], carrierText: [] },
    { cardLogo: ['ugly'], carrierText: [] },
    { cardLogo: 'other' },
  ]) {
    const typed = handle.executeUpdate(rejectDesignUpdate, {
      args: [JSON.parse(JSON.stringify({ reasons }))],
    });
    await expect(typed).rejects.toMatchObject({ cause: { type: 'parameter_invalid' } });
  }
  expect(await lab.standing({ id })).toMatchObject({ status: 'review' });
});

test('sent again, whatever the design is by then, a row of the outbox repeats nothing', async () => {
  const { id } = await lab.design();
  await lab.say.activate(id);
  const { scope } = lab.api;
  const row = designReviewOf({ scope, objectId: id, payload: { revision: 1, editedAt: 0 } });
  for (let time = 0; time < 3; time++) await startOrTell(lab.temporal, row);
  expect(await lab.standing({ id })).toEqual({ revision: 1, status: 'active', decisions: 1 });
  expect(await lab.told({ id })).toEqual(['activated']);
});

test('a run that was lost is taken up where the row stands', async () => {
  const { id } = await lab.design();
  await lab.say.activate(id);
  await lab.temporal.client.workflow.getHandle(workflowIdOf({ id })).terminate('a test loses it');
  const { scope } = lab.api;
  await startOrTell(
    lab.temporal,
    designReviewOf({ scope, objectId: id, payload: { revision: 1, editedAt: 0 } }),
  );
  await lab.stands({ id }, { revision: 1, status: 'active', decisions: 1 });
  expect(await lab.say.deactivate(id)).toMatchObject({ status: 'inactive' });
  expect(await lab.told({ id })).toEqual(['activated', 'deactivated']);
});
