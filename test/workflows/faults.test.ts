import { afterAll, beforeAll, expect, test } from 'vitest';
import { LISTED, openScreeningLab, type ScreeningLab } from './screening-lab.ts';

type Name = 'recordScreening' | 'screenCardholder';
type Moment = 'after' | 'before';

/** Which activity breaks once, and whether before or after it has done its work. */
let fault: { readonly name: Name; readonly moment: Moment } | undefined;
let broken = 0;
let lab: ScreeningLab;

function breakOnce(name: Name, moment: Moment): void {
  if (fault?.name !== name || fault.moment !== moment) return;
  fault = undefined;
  broken += 1;
  throw new Error(`breaks ${moment} its effect`);
}

async function breakable<R>(name: Name, act: () => Promise<R>): Promise<R> {
  breakOnce(name, 'before');
  const result = await act();
  breakOnce(name, 'after');
  return result;
}

beforeAll(async () => {
  lab = await openScreeningLab((does) => ({
    ...does,
    screenCardholder: (input) => breakable('screenCardholder', () => does.screenCardholder(input)),
    recordScreening: (input) => breakable('recordScreening', () => does.recordScreening(input)),
  }));
});
afterAll(() => lab.close());

/** Risk: a worker that dies in an activity leaves a cardholder who is neither cleared nor listed, or tells it twice. */
test.each(['screenCardholder', 'recordScreening'] as const)(
  '%s may fail before or after its effect: the end is the same',
  async (name) => {
    for (const moment of ['before', 'after'] as const) {
      const brokenBefore = broken;
      fault = { name, moment };
      const entry = await lab.create(LISTED);
      await lab.link.send(entry);
      await expect
        .poll(() => lab.row(entry), { timeout: 30_000 })
        .toMatchObject({ screening: 'listed', screening_request: 1, screening_revision: 1 });
      expect(broken).toBe(brokenBefore + 1);
      expect(await lab.events(entry)).toEqual(['issuing_cardholder.updated']);
    }
  },
);

test('a decision whose write fails after its effect is told as made, once', async () => {
  const entry = await lab.create(LISTED);
  await lab.link.send(entry);
  await expect
    .poll(() => lab.row(entry), { timeout: 20_000 })
    .toMatchObject({ screening: 'listed' });
  fault = { name: 'recordScreening', moment: 'after' };
  await lab.handle(entry).executeUpdate('rejectCardholder');
  expect(await lab.row(entry)).toMatchObject({ screening: 'rejected', status: 'blocked' });
  expect(await lab.events(entry)).toHaveLength(2);
});
