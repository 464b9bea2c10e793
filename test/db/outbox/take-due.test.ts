import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { enqueue } from '../../../db/outbox/enqueue.ts';
import { takeDue } from '../../../db/outbox/take-due.ts';
import { createAccount, workOf } from '../../support/ledger-fixtures.ts';
import { openTestDatabase } from '../../support/postgres.ts';

/** Risk: the delay is computed before it is bounded, and one row too large for it stops all others. */
test('a row that has failed for months delays nobody, and is still tried once a minute', async () => {
  const database = await openTestDatabase();
  onTestFinished(() => database.close());
  const { db, owner } = database;
  const scope = await createAccount(db);
  await db.transaction().execute(async (trx) => {
    const work = workOf(trx, scope);
    for (const objectId of ['ich_sick', 'ich_well'])
      await enqueue(work, { kind: 'cardholder_screening', objectId, payload: { request: 1 } });
  });
  await owner
    .updateTable('outbox')
    .set({ due_at: new Date(0) })
    .execute();
  await sql`update outbox set attempts = 100000 where object_id = 'ich_sick'`.execute(owner);

  const taken = await takeDue(db, { limit: 10 });
  expect(taken.map(({ objectId }) => objectId).toSorted()).toEqual(['ich_sick', 'ich_well']);
  const { rows } = await sql`
    select object_id, extract(epoch from due_at - now()) between 50 and 60 as in_a_minute
    from outbox where object_id = 'ich_sick'
  `.execute(owner);
  expect(rows).toEqual([{ object_id: 'ich_sick', in_a_minute: true }]);
});
