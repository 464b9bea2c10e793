import { afterAll, beforeAll, expect, test } from 'vitest';
import { startOrTell } from '../../infra/temporal/start-or-tell.ts';
import { advanceClockUpdate } from '../../workflows/business-clock.ts';
import {
  detailsChangedSignal,
  screeningOf,
  screeningQuery,
} from '../../workflows/cardholder-screening/contract.ts';
import { CLEAN, LISTED, openScreeningLab, type ScreeningLab } from './screening-lab.ts';

const DAY = 86_400;
/** Temporal begins to ask for a new run at 4 MB of history, and takes no message over 2 MB. */
const MEGABYTE = 'x'.repeat(1_000_000);
const MESSAGES = 8;
let lab: ScreeningLab;

beforeAll(async () => {
  lab = await openScreeningLab();
});
afterAll(() => lab.close());

/** Risk: a cardholder whose details change for years grows a history that Temporal cuts off. */
test('a long life goes on in a new run, with its clock and what it was asked for', async () => {
  const entry = await lab.create(LISTED);
  const asked = screeningOf(entry);
  await startOrTell(lab.temporal, { ...asked, input: { ...asked.input, frozenAt: 0 } });
  const handle = lab.handle(entry);
  await handle.executeUpdate(advanceClockUpdate, { args: [{ now: 5 }] });
  const { runId } = await handle.describe();

  // A request that is known changes nothing, but Temporal writes it down.
  const known = { request: 1, padding: MEGABYTE };
  for (let sent = 0; sent < MESSAGES; sent++) await handle.signal(detailsChangedSignal, known);

  const changed = await lab.change(entry, LISTED);
  await lab.link.send(changed);
  await expect
    .poll(() => handle.query(screeningQuery), { timeout: 20_000 })
    .toEqual({ request: 2, state: 'listed', revision: 1 });
  expect((await handle.describe()).runId).not.toBe(runId);
  const { dueAt } = await handle.executeUpdate(advanceClockUpdate, { args: [{ now: 5 }] });
  expect(dueAt).toBe(5 + DAY);
  await lab.link.send(await lab.change(entry, CLEAN));
  await expect.poll(() => lab.row(entry)).toMatchObject({ screening: 'clear' });
});
