import { describe, expect, test } from 'vitest';
import { type AskedDecision, judgeAnswer } from '../../../domain/real-time/answer.ts';

const ASKED: AskedDecision = {
  amount: 1_000n,
  isAmountControllable: true,
  cashback: 200n,
  metadata: {},
};
const judge = (body: unknown, asked: Partial<AskedDecision> = {}) =>
  judgeAnswer(
    {
      status: 200,
      version: '2026-10-28.endive',
      body: typeof body === 'string' ? body : JSON.stringify(body),
    },
    { ...ASKED, ...asked },
  );
const error = (part: string) => ({ kind: 'error', message: expect.stringContaining(part) });

describe('a yes', () => {
  test.each([
    [{ approved: true }, 1_000n],
    [{ approved: true, amount: null, metadata: null }, 1_000n],
    [{ approved: true, amount: 1_000 }, 1_000n],
    [{ approved: true, amount: 999 }, 999n],
    [{ approved: true, amount: 200 }, 200n],
    [{ approved: true, unknown: 'x' }, 1_000n],
  ])('%j approves %s', (body, amount) => {
    expect(judge(body)).toEqual({ kind: 'approved', amount, metadata: {} });
  });

  test.each([
    [1_001, 'at most the amount'],
    [199, 'at least the cashback'],
    [0, 'positive integer'],
    [-1, 'positive integer'],
    [10.5, 'positive integer'],
    ['500', 'positive integer'],
    [1e300, 'positive integer'],
  ])('with the amount %s is none', (amount, part) => {
    expect(judge({ approved: true, amount })).toMatchObject(error(part));
  });

  test('names an amount only where it can be controlled', () => {
    const asked = { isAmountControllable: false };
    expect(judge({ approved: true, amount: 500 }, asked)).toMatchObject(error('controllable'));
    expect(judge({ approved: true }, asked)).toMatchObject({ kind: 'approved' });
  });

  test('sends no fraud challenge', () => {
    const body = { approved: true, send_fraud_challenges: ['sms'] };
    expect(judge(body)).toMatchObject(error('decline only'));
  });
});

describe('metadata', () => {
  test.each([[true], [false]])('comes with approved = %s', (approved) => {
    const metadata = { order: '17', gone: '' };
    expect(judge({ approved, metadata })).toMatchObject({ metadata });
  });

  test.each([
    [[], 'must be a hash'],
    ['x', 'must be a hash'],
    [{ order: 17 }, 'must be texts'],
    [{ ['k'.repeat(41)]: 'v' }, '1 to 40'],
    [{ 'a[b]': 'v' }, 'brackets'],
    [{ order: 'v'.repeat(501) }, 'at most 500'],
    [Object.fromEntries(Array.from({ length: 51 }, (_each, i) => [`k${i}`, 'v'])), 'too many'],
  ])('%j is refused', (metadata, part) => {
    expect(judge({ approved: true, metadata })).toMatchObject(error(part));
  });

  test('is counted with what the authorization carries already', () => {
    const metadata = Object.fromEntries(Array.from({ length: 50 }, (_each, i) => [`k${i}`, 'v']));
    expect(judge({ approved: true, metadata: { k0: 'w' } }, { metadata })).toMatchObject({
      kind: 'approved',
    });
    expect(judge({ approved: true, metadata: { more: 'v' } }, { metadata })).toMatchObject(
      error('too many'),
    );
  });
});

describe('a no', () => {
  test.each([
    [{ approved: false }, false],
    [{ approved: false, amount: 'nonsense' }, false],
    [{ approved: false, send_fraud_challenges: [] }, false],
    [{ approved: false, send_fraud_challenges: ['sms'] }, true],
  ])('%j declines', (body, sendsFraudChallenge) => {
    expect(judge(body)).toEqual({ kind: 'declined', metadata: {}, sendsFraudChallenge });
  });

  /** Risk: a policy that approves on errors would pay what the endpoint has refused. */
  test.each([
    [{ approved: false, metadata: 7 }],
    [{ approved: false, send_fraud_challenges: ['email'] }],
    [{ approved: false, send_fraud_challenges: 'sms' }],
  ])('that breaks a rule, %j, is an error that is still a no', (body) => {
    expect(judge(body)).toMatchObject({ kind: 'error', saidNo: true, isDown: false });
  });
});

describe('no decision', () => {
  test.each([
    ['', 'not a JSON object'],
    ['{', 'not a JSON object'],
    ['[true]', 'not a JSON object'],
    ['true', 'not a JSON object'],
    ['{}', 'lacks `approved`'],
    ['{"approved":"true"}', 'true or false'],
    ['{"approved":null}', 'true or false'],
    ['{"approved":1}', 'true or false'],
  ])('%s', (body, part) => {
    expect(judge(body)).toEqual({ ...error(part), saidNo: false, isDown: false });
  });

  test.each([
    [{ status: 201 }, 'status 201', false],
    [{ status: 302 }, 'status 302', false],
    [{ status: 499 }, 'status 499', false],
    [{ status: 500 }, 'status 500', true],
    [{ version: undefined }, 'Stripe-Version', false],
    [{ version: ' ' }, 'Stripe-Version', false],
    [{ body: undefined }, 'too long', false],
  ])('%j', (changes, part, isDown) => {
    const raw = { status: 200, version: '2026-10-28.endive', body: '{"approved":true}' };
    const answer = judgeAnswer({ ...raw, ...changes }, ASKED);
    expect(answer).toEqual({ ...error(part), saidNo: false, isDown });
  });
});
