import { describe, expect, test } from 'vitest';
import { projectFiles, readProjectFile } from '../support/source-tree.ts';
import { TIDY_RULES, untidy } from './tidy-rules.ts';

/** The rules and their proofs hold every text that they forbid. */
const ITSELF = /^test\/architecture\/tidy/;

test('every file is tidy', () => {
  const files = projectFiles().filter((file) => !ITSELF.test(file));
  // A check that saw nothing finds nothing wrong.
  expect(files.filter((file) => file.endsWith('.ts')).length).toBeGreaterThan(20);
  expect(files).toContain('package-lock.json');

  const found = files.flatMap((file) =>
    untidy(file, readProjectFile(file)).map((way) => `${file}: ${way}`),
  );
  expect(found).toEqual([]);
});

describe('each rule catches what it forbids, and leaves alone what is at home', () => {
  test.each(TIDY_RULES)('$instead', ({ instead, proof: { text, caught, lawful } }) => {
    expect(untidy(caught, text)).toEqual([instead]);
    if (lawful !== undefined) expect(untidy(lawful, text)).toEqual([]);
  });

  test.each([
    ['test/domain/money.test.ts', 400],
    ['api/routes/issuing/cards/create.ts', 150],
    ['workflows/cardholder-screening/workflow.ts', 200],
    ['db/migrations/0001-accounts.sql', 400],
  ])('%s may have %i lines and not one more', (file, lines) => {
    expect(untidy(file, 'x\n'.repeat(lines))).toEqual([]);
    expect(untidy(file, 'x\n'.repeat(lines + 1))).toEqual([
      `split the file by noun: ${lines + 1} lines are more than ${lines}`,
    ]);
  });

  test.each(['api/utils/time.ts', 'domain/types.ts', 'infra/helpers.ts'])(
    '%s has a name that says nothing',
    (file) => expect(untidy(file, '')).toEqual(['a name says what a thing is']),
  );

  test('a barrel is caught, a registration list is not', () => {
    expect(untidy('domain/index.ts', '')).toEqual(['no barrels: import from the file']);
    expect(untidy('activities/index.ts', '')).toEqual([]);
  });
});
