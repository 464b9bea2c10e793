import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextToBegin } from '../../../domain/webhook/order.ts';

const about = (...objects: readonly string[]) => objects.map((objectId) => ({ objectId }));

test.each([
  ['nothing waits', [], [], -1],
  ['the first is free', ['a', 'b'], [], 0],
  ['the first is busy', ['a', 'b'], ['a'], 1],
  ['a later one of what waits may not overtake it', ['a', 'a', 'b'], ['a'], 2],
  ['all are busy', ['a', 'b', 'a'], ['a', 'b'], -1],
] as const)('%s', (_case, waiting, busy, index) => {
  expect(nextToBegin(about(...waiting), new Set(busy))).toBe(index);
});

/** Risk: an object's second event reaches the endpoint before its first. */
test('whatever ends when, the events of an object begin in their order and one at a time', () => {
  const objects = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 30 });
  const ends = fc.array(fc.nat(), { minLength: 30, maxLength: 30 });
  const inOrder = fc.property(objects, ends, (told, order) => {
    const waiting = told.map((objectId, place) => ({ objectId, place }));
    const running: { objectId: string; place: number }[] = [];
    const begun = new Map<string, number[]>();
    for (const choice of order) {
      const busy = new Set(running.map(({ objectId }) => objectId));
      expect(busy.size).toBe(running.length);
      const [next] = waiting.splice(nextToBegin(waiting, busy) >>> 0, 1);
      if (next) {
        running.push(next);
        begun.set(next.objectId, [...(begun.get(next.objectId) ?? []), next.place]);
      } else running.splice(choice % Math.max(1, running.length), 1);
    }
    for (const places of begun.values())
      expect(places).toEqual(places.toSorted((one, other) => one - other));
  });
  fc.assert(inOrder);
});
