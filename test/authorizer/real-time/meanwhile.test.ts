import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { answerPending } from '../../../authorizer/real-time/answer-pending.ts';
import { captureAuthorization } from '../../../authorizer/capture.ts';
import { expireAuthorization, reverseAuthorization } from '../../../authorizer/release.ts';
import { undoLate } from '../../../authorizer/undo-late.ts';
import { updateCardholder } from '../../../db/cardholders/update.ts';
import { updateCard } from '../../../db/cards/update.ts';
import { updateAuthorization } from '../../../db/authorizations/update.ts';
import { toJson } from '../../../db/json.ts';
import type { IssuingAuthorizationRow } from '../../../db/database.ts';
import type { UnitOfWork } from '../../../db/unit-of-work.ts';
import {
  authorizationsOf,
  type DecidingProcess,
  leftBehind,
  openDecidedProgram,
  openDecidingProcess,
  purchase,
} from '../../support/deciding-program.ts';
import {
  answering,
  answeringLater,
  openEndpoint,
  type TestEndpoint,
} from '../../support/decision-endpoint.ts';
import { expectBooksInOrder } from '../../support/ledger.ts';
import { openTestDatabase, type TestDatabase } from '../../support/postgres.ts';
import { inWork, type Program, testKeys } from '../../support/program.ts';
import { PLAIN_CAPTURE, purchaseOf } from '../../support/purchase.ts';

let database: TestDatabase;
let endpoint: TestEndpoint;
let here: DecidingProcess;
let program: Program;
beforeAll(async () => {
  database = await openTestDatabase();
  endpoint = await openEndpoint();
  here = openDecidingProcess(database.db);
});
beforeEach(async () => {
  endpoint.reset();
  program = await openDecidedProgram(database.db, endpoint.url);
});
afterEach(() => expectBooksInOrder(database.db));
afterAll(async () => {
  await endpoint.close();
  await here.close();
  await database.close();
});

/** A purchase of 10.00 whose endpoint has been asked, and answers so when it is let. */
async function inFlight(answer: object) {
  const { behaviour, go } = answeringLater(answer);
  endpoint.behave(behaviour);
  const answered = purchase(here, program, { amount: 1_000n, isAmountControllable: true });
  await expect.poll(() => endpoint.received.length).toBe(1);
  const [row] = await authorizationsOf(database.db, program);
  if (!row) throw new Error('it is committed before it is asked');
  return { row, answered, go };
}
const held = { balance: 99_000n, used: 1_000n, spent: 1_000n, isHeld: true };
const free = { balance: 100_000n, used: 0n, spent: 0n, isHeld: false, isAsked: false };
const changing = (row: IssuingAuthorizationRow, answer: Parameters<typeof answerPending>[2]) =>
  inWork(database.db, program.scope, (work) => answerPending(work, row.id, answer));

test('its money is held and its limit counted, and nobody else gets them', async () => {
  const { answered, go } = await inFlight({ approved: true });
  expect(await leftBehind(database.db, program)).toEqual({ ...held, isAsked: true });
  await expectBooksInOrder(database.db);
  const rest = await purchase(here, program, { amount: 49_001n });
  expect(rest.request_history).toMatchObject([{ approved: false, reason: 'spending_controls' }]);
  expect(endpoint.received).toHaveLength(1);
  go();
  expect(await answered).toMatchObject({ approved: true });
});

test.each([
  ['its capture', take],
  ['its reversal', (work: UnitOfWork, id: string) => reverseAuthorization(work, id, undefined)],
  ['its expiry', expireAuthorization],
] as const)('%s waits: the caller is told to try again', async (_name, step) => {
  const { row, answered, go } = await inFlight({ approved: true });
  await expect(
    inWork(database.db, program.scope, (work) => step(work, row.id)),
  ).rejects.toMatchObject({ code: 'lock_timeout' });
  go();
  expect(await answered).toMatchObject({ approved: true, status: 'pending', amount: 1_000 });
});

test('metadata that is written meanwhile stays, and the answer is merged into it', async () => {
  const { row, answered, go } = await inFlight({ approved: true, metadata: { b: '2' } });
  await inWork(database.db, program.scope, (work) =>
    updateAuthorization(work, row.id, { metadata: toJson({ a: '1' }) }),
  );
  go();
  expect((await answered).metadata).toEqual({ a: '1', b: '2' });
});

describe('a card that can no longer pay when the answer comes', () => {
  test.each([
    ['card_canceled', { status: 'canceled' }],
    ['card_inactive', { status: 'inactive' }],
    ['pin_blocked', { status: 'inactive', pin_failures: 3 }],
  ] as const)('%s: the yes is none any more', async (reason, change) => {
    const { answered, go } = await inFlight({ approved: true, metadata: { order: '17' } });
    await inWork(database.db, program.scope, (work) => updateCard(work, program.card, change));
    go();
    const { status, request_history, card, metadata } = await answered;
    expect({ status, card: card.status, metadata }).toEqual({
      status: 'closed',
      card: change.status,
      metadata: { order: '17' },
    });
    expect(request_history).toMatchObject([{ approved: false, reason, reason_message: null }]);
    expect(await leftBehind(database.db, program)).toEqual(free);
    const [row] = await authorizationsOf(database.db, program);
    expect(row?.trace).toMatchObject([
      { provisional: true },
      {
        kind: 'answer',
        approved: false,
        reason,
        facts: expect.anything(),
        endpoint: { status: 200 },
      },
    ]);
  });

  test('its cardholder was put to rest', async () => {
    const { answered, go } = await inFlight({ approved: true });
    await inWork(database.db, program.scope, (work) =>
      updateCardholder(work, program.cardholder, { status: 'inactive' }),
    );
    go();
    expect((await answered).request_history).toMatchObject([{ reason: 'cardholder_inactive' }]);
  });

  test('a no stays the no of the endpoint', async () => {
    const { answered, go } = await inFlight({ approved: false });
    await inWork(database.db, program.scope, (work) =>
      updateCard(work, program.card, { status: 'canceled' }),
    );
    go();
    expect((await answered).request_history).toMatchObject([{ reason: 'webhook_declined' }]);
  });
});

describe('an answer by a call of its own', () => {
  test.each([
    ['a yes', { approved: true }, { approved: true, status: 'pending', amount: 1_000 }, 1_000n],
    [
      'a yes to less',
      { approved: true, amount: 400n },
      { approved: true, status: 'pending', amount: 400 },
      400n,
    ],
    ['a no', { approved: false }, { approved: false, status: 'closed', amount: 1_000 }, 0n],
  ] as const)(
    '%s decides, and whoever waits is answered at once',
    async (_name, given, expected, kept) => {
      const { row, answered, go } = await inFlight({ approved: !given.approved });
      await changing(row, { ...given, metadata: { by: 'call' } });
      here.realTime.tell(row.id);
      expect(await answered).toMatchObject({ ...expected, metadata: { by: 'call' } });
      // The late answer of the endpoint changes nothing.
      go();
      await here.close();
      here = openDecidingProcess(database.db);
      expect(await leftBehind(database.db, program)).toEqual({
        balance: 100_000n - kept,
        used: kept,
        spent: kept,
        isHeld: kept > 0n,
        isAsked: false,
      });
      const [now] = await authorizationsOf(database.db, program);
      expect(now?.request_history).toMatchObject([
        { reason: given.approved ? 'webhook_approved' : 'webhook_declined' },
      ]);
    },
  );

  test('in another process decides too: who waits learns of it with the answer of the endpoint', async () => {
    const { row, answered, go } = await inFlight({ approved: false });
    await changing(row, { approved: true });
    go();
    expect(await answered).toMatchObject({ approved: true, amount: 1_000 });
  });

  test('comes too late when something else has decided', async () => {
    const { id } = await purchase(here, program, { amount: 1_000n });
    for (const approved of [true, false])
      await expect(
        inWork(database.db, program.scope, (work) => answerPending(work, id, { approved })),
      ).rejects.toMatchObject({
        code: 'status_transition_invalid',
        message: expect.stringContaining('no longer pending'),
      });
    expect(await leftBehind(database.db, program)).toEqual({ ...held, isAsked: false });
  });

  test('with an amount that cannot be approved is refused, and decides nothing', async () => {
    const { row, answered, go } = await inFlight({ approved: true });
    await expect(changing(row, { approved: true, amount: 1_001n })).rejects.toMatchObject({
      code: 'parameter_invalid',
      param: 'amount',
    });
    go();
    expect(await answered).toMatchObject({ approved: true, amount: 1_000 });
  });

  test('twenty calls at once: one of them decides', async () => {
    const { row, answered } = await inFlight({ approved: true });
    const calls = Array.from({ length: 20 }, (_each, turn) =>
      changing(row, { approved: turn % 2 === 0 }),
    );
    const fates = await Promise.allSettled(calls);
    expect(fates.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    here.realTime.tell(row.id);
    expect((await answered).request_history).toHaveLength(1);
    const events = await database.db
      .selectFrom('event')
      .select('type')
      .where('object_id', '=', row.id)
      .execute();
    expect(events).toEqual([{ type: 'issuing_authorization.created' }]);
  });
});

test('an answer after the time changes nothing', async () => {
  const hasty = openDecidingProcess(database.db, 1_000);
  const { behaviour, go } = answeringLater({ approved: true });
  endpoint.behave(behaviour);
  const { request_history } = await purchase(hasty, program, { amount: 1_000n });
  expect(request_history).toMatchObject([{ approved: false, reason: 'webhook_timeout' }]);
  go();
  await hasty.close();
  expect(await leftBehind(database.db, program)).toEqual(free);
});

test('a card that is good for one payment pays one of two purchases that are asked at once', async () => {
  await sql`update issuing_card set cancel_after_payments = 1 where id = ${program.card}`.execute(
    database.owner,
  );
  const both = await Promise.all([1, 2].map(() => purchase(here, program, { amount: 1_000n })));
  const reasons = both.map(({ request_history }) => request_history[0]?.reason);
  expect(new Set(reasons)).toEqual(new Set(['card_canceled', 'webhook_approved']));
  expect(await leftBehind(database.db, program)).toMatchObject({ balance: 99_000n, used: 1_000n });
});

test('a no may ask the cardholder whether it was he', async () => {
  endpoint.behave(answering({ approved: false, send_fraud_challenges: ['sms'] }));
  await inWork(database.db, program.scope, (work) =>
    updateCardholder(work, program.cardholder, { phone_number: '+14155550100' }),
  );
  await purchase(here, program, { amount: 1_000n });
  const [row] = await authorizationsOf(database.db, program);
  expect(row?.fraud_challenges).toMatchObject([{ channel: 'sms', status: 'pending' }]);
});

/** Risk: a setting that approves on a timeout would pay what the merchant was told is declined. */
test('a purchase that was answered before it was committed is declined, and nothing is held', async () => {
  const { row, answered, go } = await inFlight({ approved: true });
  const request = {
    scope: program.scope,
    purchase: purchaseOf(program.card, 1_000n),
    requestId: '',
  };
  const lapsed = {
    id: row.id,
    request,
    arrivedMs: 0,
    deadlineMs: 0,
    fault: 'deadline_passed',
  } as const;
  await undoLate(lapsed, undefined, { db: database.db, keyring: testKeys, clock: here.clock });
  go();
  expect((await answered).request_history).toMatchObject([
    { approved: false, reason: 'stripe_internal_error' },
  ]);
  expect(await leftBehind(database.db, program)).toEqual(free);
});

function take(work: UnitOfWork, authorization: string) {
  const capture = { authorization, amount: undefined, close: true, ...PLAIN_CAPTURE };
  return captureAuthorization(work, capture);
}
