import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OutboxEntry } from '../../db/unit-of-work.ts';
import { startOrTell } from '../../infra/temporal/start-or-tell.ts';
import { advanceClockUpdate } from '../../workflows/business-clock.ts';
import {
  type CardholderScreeningInput,
  clearCardholderUpdate,
  screeningOf,
} from '../../workflows/cardholder-screening/contract.ts';
import { CLEAN, gate, LISTED, openScreeningLab, type ScreeningLab } from './screening-lab.ts';

const DAY = 86_400;
const reminding = gate();
const provider = gate();
let lab: ScreeningLab;

beforeAll(async () => {
  lab = await openScreeningLab((activities) => ({
    ...activities,
    screenCardholder: (request) => provider.pass(() => activities.screenCardholder(request)),
    remindReviewer: (reminder) => reminding.pass(() => activities.remindReviewer(reminder)),
  }));
});
afterAll(() => lab.close());

async function start(
  dateOfBirth: string,
  tuned: Partial<CardholderScreeningInput>,
): Promise<OutboxEntry> {
  const entry = await lab.create(dateOfBirth);
  const asked = screeningOf(entry);
  await startOrTell(lab.temporal, { ...asked, input: { ...asked.input, ...tuned } });
  return entry;
}
const advance = (entry: OutboxEntry, now: number | null) =>
  lab.handle(entry).executeUpdate(advanceClockUpdate, { args: [{ now }] });
const remindersOf = ({ objectId }: OutboxEntry): readonly number[] =>
  lab.reminders.flatMap((told) => (told.objectId === objectId ? [told.reminder] : []));

test('a reviewer is reminded after a day and then daily, as often as the policy says', async () => {
  const entry = await start(LISTED, { frozenAt: 0, remindersMax: 3 });
  expect(await advance(entry, 0)).toEqual({ dueAt: DAY });
  expect(await advance(entry, DAY - 1)).toEqual({ dueAt: DAY });
  expect(remindersOf(entry)).toEqual([]);
  expect(await advance(entry, DAY)).toEqual({ dueAt: 2 * DAY });
  expect(remindersOf(entry)).toEqual([1]);
  expect(await advance(entry, 2 * DAY)).toEqual({ dueAt: 3 * DAY });
  // Nobody listens after the third: time alone moves nothing any more, and the person still can.
  expect(await advance(entry, 3 * DAY)).toEqual({});
  expect(await advance(entry, 400 * DAY)).toEqual({});
  expect(remindersOf(entry)).toEqual([1, 2, 3]);
  await lab.handle(entry).executeUpdate(clearCardholderUpdate);
  expect(await lab.row(entry)).toMatchObject({ screening: 'clear' });
});

test('once a person has decided nobody is reminded', async () => {
  const entry = await start(LISTED, { frozenAt: 0 });
  await advance(entry, 0);
  await lab.handle(entry).executeUpdate(clearCardholderUpdate);
  await lab.handle(entry).result();
  expect(remindersOf(entry)).toEqual([]);
});

test('a reminder that cannot be sent does not keep a person from deciding', async () => {
  const entry = await start(LISTED, { frozenAt: 0, remindersMax: 1 });
  await advance(entry, 0);
  reminding.close();
  expect(await advance(entry, DAY)).toEqual({});
  reminding.open();
  expect(remindersOf(entry)).toEqual([]);
  await lab.handle(entry).executeUpdate(clearCardholderUpdate);
  expect(await lab.handle(entry).result()).toMatchObject({ state: 'clear' });
});

/** Risk: the clock says ready while a workflow still works on the old time, or waits for it for ever. */
test('a clock that moves while the plot works gets its answer when the workflow has ended', async () => {
  provider.close();
  const entry = await start(CLEAN, { frozenAt: 0 });
  const moved = advance(entry, 5);
  provider.open();
  expect(await moved).toEqual({});
  expect(await lab.row(entry)).toMatchObject({ screening: 'clear' });
  expect(await lab.handle(entry).result()).toMatchObject({ state: 'clear' });
});

test('time never goes back', async () => {
  const entry = await start(LISTED, { frozenAt: 100 });
  expect(await advance(entry, 50)).toEqual({ dueAt: 100 + DAY });
});

test('reminders are timers, until the account comes onto a test clock, and again when it leaves it', async () => {
  const entry = await start(LISTED, { remindAfterSeconds: 0, remindEverySeconds: 3_600 });
  await expect.poll(() => remindersOf(entry), { timeout: 20_000 }).toEqual([1]);
  const remindedAgainAt = Number((await advance(entry, 1_000)).dueAt);
  expect(remindedAgainAt).toBeGreaterThan(1_000);
  expect(await advance(entry, remindedAgainAt - 1)).toEqual({ dueAt: remindedAgainAt });
  expect(remindersOf(entry)).toEqual([1]);
  await advance(entry, remindedAgainAt);
  expect(remindersOf(entry)).toEqual([1, 2]);
  await advance(entry, null);
  const { raw } = await lab.handle(entry).describe();
  expect(raw.workflowExecutionInfo?.status).toBe(1);
});
