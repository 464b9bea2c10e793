/** Holds the tests of faults complete: who adds an activity has to break it, before its effect and after it. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { activitiesInName } from '../support/activities-in-name.ts';

const folder = new URL('./', import.meta.url);
/** Where activities are broken by their names. */
const BREAKS =
  /balance-transfer\.test|bank-account-verification\.test|faults|hold-expiry\.test|webhook-endpoint\.test/;

test('each activity of each workflow is broken once before and once after its effect', () => {
  const tests = readdirSync(folder)
    .filter((file) => BREAKS.test(file))
    .map((file) => readFileSync(new URL(file, folder), 'utf8'))
    .join('\n');
  const names = Object.keys(activitiesInName());
  const unbroken = names.filter((name) => !new RegExp(`\\b${name}\\b`).test(tests));
  process.stdout.write(`${names.length} activities, each broken before and after its effect\n`);
  expect(unbroken).toEqual([]);
});
