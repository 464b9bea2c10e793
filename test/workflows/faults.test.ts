import { afterAll, beforeAll, expect, test } from 'vitest';
import { advanceClockUpdate } from '../../workflows/business-clock.ts';
import { screeningOf } from '../../workflows/cardholder-screening/contract.ts';
import { startOrTell } from '../../infra/temporal/start-or-tell.ts';
import { MOMENTS, openFaults } from '../support/faults.ts';
import { LISTED, openScreeningLab, type ScreeningLab } from './screening-lab.ts';

const faults = openFaults();
let lab: ScreeningLab;
beforeAll(async () => {
  lab = await openScreeningLab(faults.wrap);
});
afterAll(() => lab.close());

/** Risk: a worker that dies in an activity leaves a cardholder who is neither cleared nor listed, or tells it twice. */
test.each(['screenCardholder', 'recordScreening'] as const)(
  '%s may fail before or after its effect: the end is the same',
  async (name) => {
    for (const moment of MOMENTS) {
      const brokenBefore = faults.brokenCount();
      faults.breakOnce(name, moment);
      const entry = await lab.create(LISTED);
      await lab.link.send(entry);
      await expect
        .poll(() => lab.row(entry), { timeout: 30_000 })
        .toMatchObject({ screening: 'listed', screening_request: 1, screening_revision: 1 });
      expect(faults.brokenCount()).toBe(brokenBefore + 1);
      expect(await lab.events(entry)).toEqual(['issuing_cardholder.updated']);
    }
  },
);

test('remindReviewer may fail before or after its effect: he is reminded, and the next reminder comes', async () => {
  for (const moment of MOMENTS) {
    const brokenBefore = faults.brokenCount();
    const entry = await lab.create(LISTED);
    await startOrTell(lab.temporal, screeningOf({ ...entry, frozenAt: 0 }));
    await expect
      .poll(() => lab.row(entry), { timeout: 30_000 })
      .toMatchObject({ screening: 'listed' });
    faults.breakOnce('remindReviewer', moment);
    const advance = (now: number) =>
      lab.handle(entry).executeUpdate(advanceClockUpdate, { args: [{ now }] });
    const { dueAt = 0 } = await advance(86_400);
    await advance(dueAt);
    expect(faults.brokenCount()).toBe(brokenBefore + 1);
    const told = lab.reminders.filter(({ objectId }) => objectId === entry.objectId);
    expect(new Set(told.map(({ reminder }) => reminder))).toEqual(new Set([1, 2]));
  }
});

test('a decision whose write fails after its effect is told as made, once', async () => {
  const entry = await lab.create(LISTED);
  await lab.link.send(entry);
  await expect
    .poll(() => lab.row(entry), { timeout: 20_000 })
    .toMatchObject({ screening: 'listed' });
  faults.breakOnce('recordScreening', 'after');
  await lab.handle(entry).executeUpdate('rejectCardholder');
  expect(await lab.row(entry)).toMatchObject({ screening: 'rejected', status: 'blocked' });
  expect(await lab.events(entry)).toHaveLength(2);
});
