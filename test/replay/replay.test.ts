import { readdir, readFile } from 'node:fs/promises';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { beforeAll, expect, test } from 'vitest';
import { dataConverter } from '../../infra/temporal/data-converter.ts';
import { workflowBundlePath } from '../support/workflow-bundle.ts';
import { replayKeys } from './replay-keys.ts';

const histories = new URL('./histories/', import.meta.url);
const files = (await readdir(histories)).filter((name) => name.endsWith('.json'));

// What a replay finds is what it throws; the log would only say it again.
Runtime.install({
  logger: new DefaultLogger('ERROR', () => {}),
  telemetryOptions: { logging: { filter: 'OFF', forward: {} } },
});

let code: string;
beforeAll(async () => {
  code = await readFile(workflowBundlePath(), 'utf8');
});

const replay = async (file: string, bundle: string): Promise<void> =>
  Worker.runReplayHistory(
    { workflowBundle: { code: bundle }, dataConverter: dataConverter(replayKeys) },
    JSON.parse(await readFile(new URL(file, histories), 'utf8')),
    file,
  );

test('there are histories to replay, of each way through', () => {
  for (const way of ['pass', 'match-cleared', 'match-rejected', 'details-changed'])
    expect(files).toContain(`cardholder-screening-${way}.json`);
});

/** Risk: a release whose workflows cannot go on from where a running one stands. */
test.each(files)('%s still replays', async (file) => {
  await replay(file, code);
});

/** Changes to the plot that a person could make, as edits of the bundle. */
const CHANGES = [
  { what: 'an activity is renamed', from: /\bscreenCardholder\b/g, to: 'screenPerson' },
  {
    what: 'the reminders are no longer timers',
    from: /\bstood \|\| next\.instant === NEVER\b/g,
    to: 'true',
  },
  {
    what: 'the result is written before the search',
    from: /if \(screening\.state === 'under_review'\) await screen\(\)/g,
    to: "await make('pass')",
  },
] as const;

/** Risk: a replay that notices nothing. */
test.each(CHANGES)('it is caught when $what', async ({ from, to }) => {
  const changed = code.replaceAll(from, to);
  expect(changed).not.toBe(code);
  const replayed = replay('cardholder-screening-match-cleared.json', changed);
  await expect(replayed).rejects.toThrow(DeterminismViolationError);
});
