import * as z from 'zod';
import type { AuthorizationTraceJson } from '../../db/json.ts';
import { DECISION_REASONS, DECLINE_REASONS } from '../../domain/authorization/decline-reason.ts';
import {
  balanceChange,
  type ExplainedCheck,
  explainedChecks,
  limitChanges,
  summaryOf,
} from '../../domain/authorization/explain.ts';
import { CONTROL_OWNERS } from '../../domain/authorization/facts.ts';
import {
  DECISION_KINDS,
  type FormerTraceJson,
  fromTrace,
  type Kept,
} from '../../domain/authorization/trace.ts';
import { CURRENCIES } from '../../domain/money.ts';
import { toWireAmount } from './amount.ts';

const check = z.strictObject({
  check: z.string(),
  /** What a purchase that fails it is declined for. Null: the check is of rules that are gone. */
  reason: z.enum(DECLINE_REASONS).nullable(),
  /** All that the check saw: another one may see something else. */
  inputs: z.record(z.string(), z.unknown()),
  passed: z.boolean(),
  why: z.string().nullable(),
});

const decision = z.strictObject({
  kind: z.enum(DECISION_KINDS),
  /** Null on those from before traces had it. */
  decided_at: z.int().nullable(),
  approved: z.boolean(),
  reason: z.enum(DECISION_REASONS).nullable(),
  summary: z.string(),
  rules_version: z.int(),
  /** No decision yet: an endpoint was asked, whose answer is the next one. */
  provisional: z.boolean(),
  amount: z.int().nullable(),
  approved_amount: z.int().nullable(),
  checks: z.array(check),
  balance: z
    .strictObject({
      currency: z.enum(CURRENCIES),
      available_before: z.int(),
      available_after: z.int(),
    })
    .nullable(),
  limits: z.array(
    z.strictObject({
      owner: z.enum(CONTROL_OWNERS),
      interval: z.string(),
      categories: z.array(z.string()).nullable(),
      amount: z.int(),
      currency: z.enum(CURRENCIES),
      used_before: z.int(),
      used_after: z.int(),
    }),
  ),
  endpoint: z
    .strictObject({
      status: z.int().nullable(),
      circuit: z.enum(['closed', 'half_open', 'open']),
    })
    .nullable(),
  /** Milliseconds. Null: not measured, or not part of this decision. */
  stages: z.strictObject({
    queue: z.number().nullable(),
    lock: z.number().nullable(),
    decide: z.number().nullable(),
    endpoint: z.number().nullable(),
    /** Always null: what is written in a commit cannot know how long it took. */
    commit: z.null(),
  }),
  deadline_left: z.number().nullable(),
});

/** Why each decision on an authorization was made, oldest first. Ours: Stripe has no such object. */
export const decisionTrace = z.strictObject({
  object: z.literal('issuing.decision_trace'),
  authorization: z.string(),
  decisions: z.array(decision),
});

export function decisionTraceToWire({
  id,
  trace,
}: {
  readonly id: string;
  readonly trace: AuthorizationTraceJson;
}): z.output<typeof decisionTrace> {
  return {
    object: 'issuing.decision_trace',
    authorization: id,
    decisions: fromTrace(trace).map(({ former, kept }) =>
      kept ? decisionToWire(kept) : formerToWire(former),
    ),
  };
}

function decisionToWire(kept: Kept): z.output<typeof decision> {
  const { facts, ms } = kept;
  const asked = facts?.asked.minor;
  const given = kept.amount ?? asked;
  const isApproved = kept.approved && !kept.provisional;
  const balance = balanceChange(kept);
  return {
    kind: kept.kind,
    decided_at: facts?.at ?? null,
    approved: isApproved,
    reason: kept.provisional ? null : kept.reason,
    summary: summaryOf(kept),
    rules_version: kept.rules,
    provisional: kept.provisional ?? false,
    amount: asked === undefined ? null : toWireAmount(asked),
    approved_amount: isApproved && given !== undefined ? toWireAmount(given) : null,
    checks: explainedChecks(kept).map(checkToWire),
    balance: balance
      ? {
          currency: balance.currency,
          available_before: toWireAmount(balance.before),
          available_after: toWireAmount(balance.after),
        }
      : null,
    limits: limitChanges(kept).map(({ before, after, amount, categories, ...limit }) => ({
      ...limit,
      categories: categories && [...categories],
      amount: toWireAmount(amount),
      used_before: toWireAmount(before),
      used_after: toWireAmount(after),
    })),
    endpoint: kept.endpoint ?? null,
    stages: {
      queue: ms.queue ?? null,
      lock: ms.lock ?? null,
      decide: ms.decide ?? null,
      endpoint: ms.endpoint ?? null,
      commit: null,
    },
    deadline_left: ms.left ?? null,
  };
}

const checkToWire = ({ inputs, ...judged }: ExplainedCheck): z.output<typeof check> => ({
  ...judged,
  inputs: inputsToWire(inputs),
});

/** Names as the wire spells them, and amounts as numbers. */
function inputsToWire(inputs: object): Record<string, unknown> {
  const entries = Object.entries(inputs).map(([name, value]: [string, unknown]) => [
    name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
    valueToWire(value),
  ]);
  return Object.fromEntries(entries);
}

function valueToWire(value: unknown): unknown {
  if (typeof value === 'bigint') return toWireAmount(value);
  if (Array.isArray(value)) return value.map(valueToWire);
  return typeof value === 'object' && value !== null ? inputsToWire(value) : value;
}

/** Of the first release: its checks had the names of their reasons, and its amounts were text. */
function formerToWire({ checks, stages }: FormerTraceJson): z.output<typeof decision> {
  const failed = checks.find(({ passed }) => !passed);
  return {
    kind: 'purchase',
    decided_at: null,
    approved: failed === undefined,
    reason: null,
    summary: failed ? `Declined (${failed.check}).` : 'Approved: no rule was against it.',
    rules_version: 0,
    provisional: false,
    amount: null,
    approved_amount: null,
    checks: checks.map(({ inputs, ...judged }) => ({
      ...judged,
      reason: null,
      inputs: inputsToWire(inputs),
      why: null,
    })),
    balance: null,
    limits: [],
    endpoint: null,
    stages: {
      queue: null,
      lock: stages.gather,
      decide: stages.decide,
      endpoint: null,
      commit: null,
    },
    deadline_left: null,
  };
}
