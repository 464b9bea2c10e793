import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { temporalLink } from '../../api/temporal.ts';
import type { OutboxEntry } from '../../db/unit-of-work.ts';
import { openTemporal } from '../../infra/temporal/client.ts';
import { sweepOutbox } from '../../worker/outbox-sweeper.ts';
import { testKeys } from '../support/program.ts';
import { CLEAN, openScreeningLab, type ScreeningLab } from '../workflows/screening-lab.ts';

const quiet = { warn: () => {} };
let lab: ScreeningLab;
let outcomes: string[];

beforeAll(async () => {
  lab = await openScreeningLab();
});
afterAll(() => lab.close());
beforeEach(() => {
  outcomes = [];
});

const sweep = (temporal = lab.temporal): Promise<boolean> =>
  sweepOutbox({
    db: lab.database.db,
    temporal,
    log: quiet,
    onSwept: (outcome) => void outcomes.push(outcome),
  });
/** As if two seconds had passed. */
const makeDue = (): Promise<unknown> =>
  lab.database.owner
    .updateTable('outbox')
    .set({ due_at: new Date(0) })
    .execute();
const left = ({ id }: OutboxEntry) =>
  lab.database.db.selectFrom('outbox').selectAll().where('id', '=', id).executeTakeFirst();
const elsewhere = () =>
  openTemporal({ address: '127.0.0.1:1', namespace: 'default', keyring: testKeys });

/** Risk: the API dies between its commit and its call, and the cardholder stays under review for ever. */
test('a screening whose starter died after his commit is started from its row', async () => {
  const entry = await lab.create(CLEAN);
  await makeDue();
  expect(await sweep()).toBe(false);
  await expect
    .poll(() => lab.row(entry), { timeout: 20_000 })
    .toMatchObject({ screening: 'clear' });
  expect(await left(entry)).toBeUndefined();
  expect(outcomes).toEqual(['sent']);
});

test('whoever wrote a row has two seconds to send it himself', async () => {
  const entry = await lab.create(CLEAN);
  await sweep();
  expect(outcomes).toEqual([]);
  await lab.link.send(entry);
  expect(await left(entry)).toBeUndefined();
});

test('a row that cannot be sent stays, and makes room for others before it is tried again', async () => {
  const entry = await lab.create(CLEAN);
  await makeDue();
  const away = elsewhere();
  await sweep(away);
  await sweep(away);
  await away.close();
  expect(outcomes).toEqual(['failed']);
  expect(await left(entry)).toMatchObject({ attempts: 1 });
  await makeDue();
  await sweep();
  expect(await left(entry)).toBeUndefined();
});

test('sweepers at once send each row once', async () => {
  for (let made = 0; made < 6; made++) await lab.create(CLEAN);
  await makeDue();
  await Promise.all([sweep(), sweep(), sweep()]);
  expect(outcomes).toHaveLength(6);
});

/** Risk: Temporal is down, and creating a cardholder fails or hangs. */
test('without Temporal the API gives up quietly and soon', async () => {
  const entry = await lab.create(CLEAN);
  const away = elsewhere();
  const link = temporalLink({ temporal: away, db: lab.database.db, log: quiet });
  const startedAt = performance.now();
  await link.send(entry);
  expect(performance.now() - startedAt).toBeLessThan(2_500);
  expect(await link.workerPolls()).toBe(false);
  expect(await left(entry)).toBeDefined();
  await lab.link.send(entry);
  await away.close();
});

test('a worker that polls is seen', async () => {
  await expect.poll(() => lab.link.workerPolls(), { timeout: 20_000 }).toBe(true);
});
