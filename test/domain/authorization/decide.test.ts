import { describe, expect, test } from 'vitest';
import { decide, verdict } from '../../../domain/authorization/decide.ts';
import { DECLINE_REASONS } from '../../../domain/authorization/decline-reason.ts';
import { CHECKS } from '../../../domain/authorization/policy.ts';
import { DEFECTS, good } from './facts.ts';

/** Each row has its own defect and all those below it, so only the precedence can tell. */
const rows = DEFECTS.map(({ rule, reason }, row) => ({
  rule,
  reason,
  facts: DEFECTS.slice(row).reduceRight((facts, { spoil }) => spoil(facts), good),
}));

describe('where several reasons apply, the first of the published order is given', () => {
  test.each(rows)('rule $rule: $reason', ({ reason, facts }) => {
    expect(decide(facts)).toMatchObject({ approved: false, reason });
  });

  test('the table covers every reason, in the published order', () => {
    expect(DEFECTS.map(({ reason }) => reason)).toEqual(DECLINE_REASONS);
    const rules = DEFECTS.map(({ rule }) => rule);
    expect(rules).toEqual(rules.toSorted((left, right) => left - right));
  });
});

test('a purchase that nothing speaks against is approved as rule 17 says', () => {
  const { trace, ...outcome } = decide(good);
  expect(outcome).toEqual({ approved: true, reason: 'card_active' });
  expect(trace.every(({ passed }) => passed)).toBe(true);
});

test.each(DEFECTS)('$reason alone fails its own check and no other', ({ reason, spoil }) => {
  const { trace, ...outcome } = decide(spoil(good));
  expect(outcome).toEqual({ approved: false, reason });
  expect(trace.filter((entry) => !entry.passed).map((entry) => entry.reason)).toEqual([reason]);
});

/** Risk: an operator who mends the first fault and meets the next one at the following purchase. */
test('every check runs and is traced in the published order, also after one has failed', () => {
  const worst = DEFECTS.reduceRight((facts, { spoil }) => spoil(facts), good);
  const { trace } = decide(worst);
  expect(trace.map(({ check }) => check)).toEqual(CHECKS.map(({ name }) => name));
  expect([...new Set(trace.map(({ reason }) => reason))]).toEqual(DECLINE_REASONS);
  const failed = new Set(trace.filter(({ passed }) => !passed).map(({ reason }) => reason));
  // A card has one status and a cardholder has one: canceled is not inactive too, nor is blocked.
  expect(DECLINE_REASONS.filter((reason) => !failed.has(reason))).toEqual([
    'card_inactive',
    'cardholder_inactive',
  ]);
});

test('the trace alone gives the outcome', () => {
  for (const facts of [good, ...rows.map((row) => row.facts)]) {
    const { trace, ...outcome } = decide(facts);
    expect(verdict(trace)).toEqual(outcome);
  }
});

test('a check has a name of its own, and one reason', () => {
  expect(new Set(CHECKS.map(({ name }) => name)).size).toBe(CHECKS.length);
});
