import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DesignLab, openDesignLab } from './design-lab.ts';

type Name = 'readDesignReview' | 'recordDesignDecision' | 'remindDesignReviewer';
const MOMENTS = ['before', 'after'] as const;
type Moment = (typeof MOMENTS)[number];

/** Which activity breaks once, and whether before or after it has done its work. */
let fault: { readonly name: Name; readonly moment: Moment } | undefined;
let broken = 0;
const reminded: string[] = [];
let lab: DesignLab;
let clock: string;

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
  lab = await openDesignLab((does) => ({
    ...does,
    readDesignReview: (input) => breakable('readDesignReview', () => does.readDesignReview(input)),
    recordDesignDecision: (input) =>
      breakable('recordDesignDecision', () => does.recordDesignDecision(input)),
    remindDesignReviewer: (input) =>
      breakable('remindDesignReviewer', async () => void reminded.push(input.designId)),
  }));
  ({ id: clock } = await lab.create(Date.UTC(2027, 0, 12, 12) / 1_000));
});
afterAll(() => lab.close());

/** One life of a design: in review, reminded of, decided three times, edited and rejected. */
async function live(): Promise<object> {
  const { id } = await lab.design();
  await lab.advance(clock, ((await lab.now()) ?? 0) + 86_400);
  await lab.say.activate(id);
  await lab.say.deactivate(id);
  await lab.designs.update(id, { carrier_text: { header_title: 'New' } });
  await lab.stands({ id }, { revision: 2, status: 'review' });
  await lab.say.reject(id, { rejection_reasons: { carrier_text: ['other'] } });
  const { status, rejection_reasons: reasons, carrier_text: text } = await lab.designs.retrieve(id);
  const told = await lab.told({ id });
  return {
    status,
    reasons,
    text,
    told,
    standing: await lab.standing({ id }),
    isReminded: reminded.includes(id),
  };
}

/** Risk: a worker that dies in an activity leaves a design that is neither decided nor waiting, or tells it twice. */
test('each activity may fail before or after its effect: the end is the same', async () => {
  const whole = await live();
  expect(whole).toMatchObject({
    status: 'rejected',
    told: ['activated', 'deactivated', 'updated', 'rejected'],
    standing: { revision: 2, status: 'rejected', decisions: 1 },
    isReminded: true,
  });
  for (const name of ['readDesignReview', 'recordDesignDecision', 'remindDesignReviewer'] as const)
    for (const moment of MOMENTS) {
      const brokenBefore = broken;
      fault = { name, moment };
      expect(await live(), `${name} fails ${moment}`).toEqual(whole);
      expect(broken).toBe(brokenBefore + 1);
    }
});
