import { expect, test, vi } from 'vitest';
import { type Check, runChecks } from './checks.ts';

const content: Check = {
  name: 'content',
  script: 'typescript/bin/tsc',
  args: ['--version'],
  seen: () => 3,
};

test.each([
  ['passes when its tool is content and saw files', content, 0],
  ['fails when its tool saw no file, however content it is', { ...content, seen: () => 0 }, 1],
  ['fails when its tool fails', { ...content, args: ['--no-such-option'] }, 1],
  ['fails when there is no such tool', { ...content, script: 'nothing/here.js' }, 1],
])('a check %s', async (_case, check, failed) => {
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const [tally] = await runChecks([check]);
  expect(tally).toMatchObject({ passed: 1 - failed, failed });
});

test('all checks run, also after one has failed', async () => {
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const tallies = await runChecks([{ ...content, seen: () => 0 }, content]);
  expect(tallies.map(({ failed }) => failed)).toEqual([1, 0]);
});
