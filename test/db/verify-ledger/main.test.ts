import { execFile } from 'node:child_process';
import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { openTestDatabase } from '../../support/postgres.ts';
import { tellPurchaseStory } from '../../support/purchase-story.ts';

interface Ended {
  readonly status: number | string | null | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command as it is typed, with no environment but what it is given. */
const verify = (env: Readonly<Record<string, string>>): Promise<Ended> =>
  new Promise((resolve) => {
    const file = ['--import', 'tsx', 'db/verify-ledger/main.ts'];
    execFile(process.execPath, file, { env }, (error, stdout, stderr) =>
      resolve({ status: error?.code ?? 0, stdout, stderr }),
    );
  });

test('the command says that right books are right, then names what was altered and exits 1', async () => {
  const database = await openTestDatabase();
  onTestFinished(() => database.close());
  const { capture, captured } = await tellPurchaseStory(database.db);
  const environment = { DATABASE_URL: database.url };

  const before = await verify(environment);
  expect(before).toMatchObject({ status: 0, stderr: '' });
  expect(before.stdout).toContain('3 ledger accounts');
  expect(before.stdout).toContain('usd in test mode: posted 1105.00 debit, 1105.00 credit');
  expect(before.stdout).toMatch(/The ledger is right: .*\n$/);

  await database.owner.transaction().execute(async (trx) => {
    await sql`set local session_replication_role = replica`.execute(trx);
    await sql`update ledger_transfer set amount = 4001 where movement = ${captured.id}`.execute(
      trx,
    );
  });
  const after = await verify(environment);
  expect(after).toMatchObject({ status: 1, stderr: '' });
  expect(after.stdout).toContain('WRONG');
  expect(after.stdout).toContain(`The ledger is wrong: ${capture.id}/0: it settles 4000 of`);
});

test.each([
  { given: 'no DATABASE_URL', env: {}, says: 'Set DATABASE_URL' },
  {
    given: 'a Postgres that is not there',
    env: { DATABASE_URL: 'postgres://someone:secret@127.0.0.1:1/books' },
    says: 'No ledger can be read at DATABASE_URL: connect ECONNREFUSED 127.0.0.1:1.',
  },
])('with $given it exits 78 after one sentence that holds no password', async ({ env, says }) => {
  const { status, stdout, stderr } = await verify(env);
  expect({ status, stdout }).toEqual({ status: 78, stdout: '' });
  expect(stderr).toContain(says);
  expect(stderr.trim().split('\n')).toHaveLength(1);
  expect(stderr).not.toContain('secret');
});
