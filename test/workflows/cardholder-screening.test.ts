import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OutboxEntry } from '../../db/unit-of-work.ts';
import {
  clearCardholderUpdate,
  rejectCardholderUpdate,
  screeningQuery,
} from '../../workflows/cardholder-screening/contract.ts';
import { CLEAN, gate, LISTED, openScreeningLab, type ScreeningLab } from './screening-lab.ts';

/** While it is closed the provider does not answer. */
const provider = gate();
let lab: ScreeningLab;

beforeAll(async () => {
  lab = await openScreeningLab((activities) => ({
    ...activities,
    screenCardholder: (request) => provider.pass(() => activities.screenCardholder(request)),
  }));
});
afterAll(() => lab.close());

const DECISIONS = {
  clearCardholder: clearCardholderUpdate,
  rejectCardholder: rejectCardholderUpdate,
};
const decide = ({ scope, objectId }: OutboxEntry, decision: keyof typeof DECISIONS) =>
  lab.link.workflows.execute(
    { scope, kind: 'cardholder_screening', objectId },
    DECISIONS[decision],
  );
const start = async (dateOfBirth: string): Promise<OutboxEntry> => {
  const entry = await lab.create(dateOfBirth);
  await lab.link.send(entry);
  return entry;
};
const becomes = (entry: OutboxEntry, screening: string): Promise<void> =>
  expect.poll(async () => (await lab.row(entry)).screening, { timeout: 20_000 }).toBe(screening);
/** Both Postgres and the workflow say so: from here on it takes commands. */
async function waits(entry: OutboxEntry, state: string): Promise<void> {
  await becomes(entry, state);
  await expect
    .poll(() => lab.handle(entry).query(screeningQuery), { timeout: 20_000 })
    .toMatchObject({ state });
}

test('a clean cardholder is cleared, one event tells it, and the workflow ends', async () => {
  const entry = await start(CLEAN);
  await becomes(entry, 'clear');
  expect(await lab.handle(entry).result()).toEqual({ request: 1, state: 'clear', revision: 1 });
  expect(await lab.events(entry)).toEqual(['issuing_cardholder.updated']);
});

test('what Temporal has taken over is no longer in the outbox', async () => {
  const entry = await start(CLEAN);
  const { db } = lab.database;
  const left = db.selectFrom('outbox').select('id').where('id', '=', entry.id);
  expect(await left.execute()).toEqual([]);
});

test('a hit waits for a person, who clears it', async () => {
  const entry = await start(LISTED);
  await waits(entry, 'listed');
  await decide(entry, 'clearCardholder');
  expect(await lab.row(entry)).toMatchObject({ screening: 'clear', status: 'active' });
  expect(await lab.handle(entry).result()).toEqual({ request: 1, state: 'clear', revision: 2 });
  expect(await lab.events(entry)).toHaveLength(2);
});

test('a rejected cardholder is blocked', async () => {
  const entry = await start(LISTED);
  await waits(entry, 'listed');
  await decide(entry, 'rejectCardholder');
  expect(await lab.row(entry)).toMatchObject({ screening: 'rejected', status: 'blocked' });
  expect(await lab.events(entry)).toHaveLength(2);
});

test('nobody can decide before the lists were searched, nor after the end', async () => {
  provider.close();
  const entry = await start(LISTED);
  await waits(entry, 'under_review');
  const early = decide(entry, 'clearCardholder');
  await expect(early).rejects.toMatchObject({ code: 'status_transition_invalid' });
  expect(await lab.row(entry)).toMatchObject({ screening: 'under_review' });
  provider.open();
  await waits(entry, 'listed');
  await decide(entry, 'clearCardholder');
  await lab.handle(entry).result();
  const late = decide(entry, 'rejectCardholder');
  await expect(late).rejects.toMatchObject({ code: 'resource_missing' });
});

test('of two people who decide at once one is told that he came too late', async () => {
  const entry = await start(LISTED);
  await waits(entry, 'listed');
  const decisions = [decide(entry, 'clearCardholder'), decide(entry, 'rejectCardholder')];
  const outcomes = await Promise.allSettled(decisions);
  expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  const cleared = outcomes[0]?.status === 'fulfilled';
  expect(await lab.row(entry)).toMatchObject({ screening: cleared ? 'clear' : 'rejected' });
});

test('details that change while a person is awaited are screened anew', async () => {
  const entry = await start(LISTED);
  await waits(entry, 'listed');
  await lab.link.send(await lab.change(entry, CLEAN));
  await becomes(entry, 'clear');
  expect(await lab.handle(entry).result()).toEqual({ request: 2, state: 'clear', revision: 1 });
});

/** Risk: the verdict about the old birth date clears the new one. */
test('a verdict about details that changed meanwhile counts for nothing', async () => {
  provider.close();
  const entry = await start(CLEAN);
  await waits(entry, 'under_review');
  const changed = await lab.change(entry, LISTED);
  provider.open();
  await becomes(entry, 'listed');
  await lab.link.send(changed);
  await waits(entry, 'listed');
  expect(await lab.row(entry)).toMatchObject({ screening_request: 2, screening_revision: 1 });
});

/** Risk: a decision about the old details is taken for one about the new ones, which nobody has seen. */
test('a decision that crosses new details is refused', async () => {
  const entry = await start(LISTED);
  await waits(entry, 'listed');
  await lab.change(entry, LISTED);
  const crossed = decide(entry, 'clearCardholder');
  await expect(crossed).rejects.toMatchObject({ code: 'status_transition_invalid' });
  await waits(entry, 'listed');
  expect(await lab.row(entry)).toMatchObject({ screening: 'listed', screening_request: 2 });
});

test('sent again after its end, a screening repeats nothing', async () => {
  const entry = await start(LISTED);
  await waits(entry, 'listed');
  await decide(entry, 'clearCardholder');
  await lab.handle(entry).result();
  await lab.link.send(entry);
  expect(await lab.handle(entry).result()).toEqual({ request: 1, state: 'clear', revision: 2 });
  expect(await lab.events(entry)).toHaveLength(2);
});

test('a run that was lost while it waited is taken up where it stood', async () => {
  const entry = await start(LISTED);
  await waits(entry, 'listed');
  await lab.handle(entry).terminate('a test loses it');
  await lab.link.send(entry);
  await waits(entry, 'listed');
  await decide(entry, 'rejectCardholder');
  expect(await lab.row(entry)).toMatchObject({ screening: 'rejected', status: 'blocked' });
  expect(await lab.events(entry)).toHaveLength(2);
});
