import type { Kysely } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { captureAuthorization } from '../../authorizer/capture.ts';
import type { Purchase } from '../../authorizer/purchase.ts';
import { expireAuthorization, reverseAuthorization } from '../../authorizer/release.ts';
import { getAuthorization } from '../../db/authorizations/get.ts';
import { viewAuthorization } from '../../db/authorizations/views.ts';
import { issuingBalances } from '../../db/ledger/balances.ts';
import type { Database } from '../../db/database.ts';
import type { AuthorizationId } from '../../domain/ids.ts';
import { openTestDatabase, type TestDatabase } from '../support/postgres.ts';
import { inWork, openProgram, type Program } from '../support/program.ts';
import { buy as buyWith, PLAIN_CAPTURE, withPin } from '../support/purchase.ts';

let database: TestDatabase;
let db: Kysely<Database>;
beforeAll(async () => {
  database = await openTestDatabase();
  db = database.db;
});
afterAll(() => database.close());

const buy = (
  program: Program,
  amount: bigint,
  changes: Partial<Purchase> = {},
): Promise<AuthorizationId> => buyWith(db, program, { ...changes, amount });

async function linesOf({ scope }: Program, id: AuthorizationId): Promise<string[]> {
  const view = await viewAuthorization(db, scope, await getAuthorization(db, scope, id));
  return view.balanceTransactions.map(
    ({ type, amount }) => `${type.replace(/^issuing_/, '')} ${amount}`,
  );
}
const balance = async ({ scope }: Program): Promise<bigint | undefined> =>
  (await issuingBalances(db, scope)).get('usd');

test('an approved purchase holds its amount, and a capture takes it', async () => {
  const program = await openProgram(db, 10_000n);
  const id = await buy(program, 1_000n);
  expect(await getAuthorization(db, program.scope, id)).toMatchObject({
    status: 'pending',
    approved: true,
    amount: 1_000n,
  });
  expect(await balance(program)).toBe(9_000n);

  await inWork(db, program.scope, (work) =>
    captureAuthorization(work, { authorization: id, amount: 700n, close: true, ...PLAIN_CAPTURE }),
  );
  expect(await balance(program)).toBe(9_300n);
  expect(await linesOf(program, id)).toEqual([
    'authorization_hold -1000',
    'authorization_release 1000',
    'transaction -700',
  ]);
});

test('slices of a capture release what they take, and the last one frees the rest', async () => {
  const program = await openProgram(db, 10_000n);
  const id = await buy(program, 1_000n);
  const take = (amount: bigint, close: boolean) =>
    inWork(db, program.scope, (work) =>
      captureAuthorization(work, { authorization: id, amount, close, ...PLAIN_CAPTURE }),
    );
  await take(400n, false);
  expect(await getAuthorization(db, program.scope, id)).toMatchObject({
    status: 'pending',
    amount: 600n,
  });
  await take(900n, true);
  expect(await linesOf(program, id)).toEqual([
    'authorization_hold -1000',
    'authorization_release 400',
    'transaction -400',
    'authorization_release 600',
    'transaction -900',
  ]);
  expect(await balance(program)).toBe(8_700n);
});

test('a reversal and an expiry free what was held, and each happens once', async () => {
  const program = await openProgram(db, 1_000n);
  const [one, two] = [await buy(program, 600n), await buy(program, 400n)];
  await inWork(db, program.scope, (work) => reverseAuthorization(work, one, 100n));
  expect(await balance(program)).toBe(100n);
  await inWork(db, program.scope, (work) => reverseAuthorization(work, one, undefined));
  await inWork(db, program.scope, (work) => expireAuthorization(work, two));
  expect(await balance(program)).toBe(1_000n);
  await expect(
    inWork(db, program.scope, (work) => expireAuthorization(work, two)),
  ).rejects.toMatchObject({ code: 'status_transition_invalid' });
  expect(await getAuthorization(db, program.scope, one)).toMatchObject({
    status: 'reversed',
    amount: 0n,
  });
});

test('three wrong PINs block the PIN and the card', async () => {
  const program = await openProgram(db, 10_000n);
  const reasons: string[] = [];
  for (const pinCheck of [
    'online_pin_mismatch',
    'online_pin_mismatch',
    'online_pin_mismatch',
    'online_pin_match',
  ] as const) {
    const id = await buy(program, 100n, withPin(program.card, pinCheck));
    const { request_history } = await getAuthorization(db, program.scope, id);
    reasons.push(request_history[0]?.reason ?? '');
  }
  expect(reasons).toEqual([
    'verification_failed',
    'verification_failed',
    'verification_failed',
    'pin_blocked',
  ]);
});

test('the hundredth capture of an authorization is refused, and takes nothing', async () => {
  const program = await openProgram(db, 10_000n);
  const id = await buy(program, 1_000n);
  const take = () =>
    inWork(db, program.scope, (work) =>
      captureAuthorization(work, { authorization: id, amount: 1n, close: false, ...PLAIN_CAPTURE }),
    );
  for (let count = 1; count <= 99; count++) await take();
  await expect(take()).rejects.toMatchObject({ code: 'status_transition_invalid' });
  expect(await getAuthorization(db, program.scope, id)).toMatchObject({
    amount: 901n,
    merchant_amount: 901n,
  });
});
