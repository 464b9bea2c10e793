import { afterAll, beforeAll, expect, test } from 'vitest';
import { designEditedSignal } from '../../workflows/design-review/contract.ts';
import { type DesignLab, openDesignLab, workflowIdOf } from './design-lab.ts';

const DAY = 86_400;
const BEGUN = Date.UTC(2027, 0, 12, 12) / 1_000;
/** Temporal begins to ask for a new run at 4 MB of history, and takes no message over 2 MB. */
const MEGABYTE = 'x'.repeat(1_000_000);
const MESSAGES = 8;
let lab: DesignLab;
let clock: string;

beforeAll(async () => {
  lab = await openDesignLab();
  ({ id: clock } = await lab.create(BEGUN));
});
afterAll(() => lab.close());

/** Risk: a design that is used for years grows a history that Temporal cuts off. */
test('a long life goes on in a new run, in review and out of it, with its clock', async () => {
  const { id } = await lab.design();
  const handle = lab.temporal.client.workflow.getHandle(workflowIdOf({ id }));
  /** An edit that is known changes nothing, but Temporal writes it down. */
  const grow = async (): Promise<void> => {
    const { runId } = await handle.describe();
    const known = { revision: 1, editedAt: BEGUN, padding: MEGABYTE };
    for (let sent = 0; sent < MESSAGES; sent++) await handle.signal(designEditedSignal, known);
    await expect
      .poll(async () => (await handle.describe()).runId, { timeout: 30_000 })
      .not.toBe(runId);
  };
  await grow();
  await lab.stands({ id }, { revision: 1, status: 'review', decisions: 0 });
  await lab.advance(clock, BEGUN + DAY);
  expect(await lab.nextDueOf(workflowIdOf({ id }))).toBe(BEGUN + 2 * DAY);
  await lab.say.activate(id);
  await grow();
  await lab.stands({ id }, { revision: 1, status: 'active', decisions: 1 });
  expect(await lab.say.deactivate(id)).toMatchObject({ status: 'inactive' });
  expect(await lab.told({ id })).toEqual(['activated', 'deactivated']);
});
