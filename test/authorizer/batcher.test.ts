import { expect, test } from 'vitest';
import { batcher } from '../../authorizer/batcher.ts';
import { hold, type Held } from '../support/held.ts';

interface Running {
  readonly batch: readonly number[];
  readonly end: Held<void>['letGo'];
}

/** A batcher whose batches run until the test ends them. */
function openBatcher({ batchMax = 3, queueMax = 5, inFlightMax = 1 } = {}) {
  const runs: Running[] = [];
  const run = (batch: readonly number[]): Promise<void> => {
    const { promise, letGo } = hold();
    runs.push({ batch, end: letGo });
    return promise;
  };
  const { add, waitingCount } = batcher<number>({ run, batchMax, queueMax, inFlightMax });
  const batches = () => runs.map(({ batch }) => batch);
  const end = async (turn: number): Promise<void> => {
    runs[turn]?.end();
    await turnOfTheLoop();
  };
  return { add, waitingCount, batches, end };
}
/** After what was read in one turn of the event loop, batches begin. */
const turnOfTheLoop = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('who arrives in one turn of the event loop goes together, in order of arrival', async () => {
  const { add, batches } = openBatcher();
  expect([add(1), add(2), add(3)]).toEqual([true, true, true]);
  expect(batches()).toEqual([]);
  await turnOfTheLoop();
  expect(batches()).toEqual([[1, 2, 3]]);
});

test('who arrives alone does not wait for company', async () => {
  const { add, batches } = openBatcher();
  add(1);
  await turnOfTheLoop();
  expect(batches()).toEqual([[1]]);
});

test('who arrives while a batch runs is the next one, and no batch is larger than its bound', async () => {
  const { add, batches, end, waitingCount } = openBatcher();
  add(1);
  await turnOfTheLoop();
  for (const member of [2, 3, 4, 5]) add(member);
  await turnOfTheLoop();
  expect(batches()).toEqual([[1]]);
  expect(waitingCount()).toBe(4);
  await end(0);
  expect(batches()).toEqual([[1], [2, 3, 4]]);
  await end(1);
  expect(batches()).toEqual([[1], [2, 3, 4], [5]]);
  expect(waitingCount()).toBe(0);
});

test('so many batches run at a time as may, and each that ends makes room for one', async () => {
  const { add, batches, end } = openBatcher({ batchMax: 1, inFlightMax: 2 });
  for (const member of [1, 2, 3, 4]) add(member);
  await turnOfTheLoop();
  expect(batches()).toEqual([[1], [2]]);
  await end(1);
  expect(batches()).toEqual([[1], [2], [3]]);
});

test('a full queue says no, and yes again when a batch has taken some', async () => {
  const { add, end } = openBatcher({ queueMax: 2 });
  add(1);
  await turnOfTheLoop();
  expect([add(2), add(3), add(4)]).toEqual([true, true, false]);
  await end(0);
  expect(add(5)).toBe(true);
});
