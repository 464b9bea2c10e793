/**
 * What a purchase in the sandbox may suppose, so that its user can see what he cannot bring about: that
 * something of ours is broken, that years have passed, that the network has decided without us.
 */
import { unreachable } from '../invariant.ts';
import type { AuthorizationFacts } from './facts.ts';
import type { Outcome } from './trace.ts';

export const CONDITIONS = [
  'account_inactive',
  'card_expired',
  'deadline_passed',
  'network_approved',
  'network_declined',
  'queue_full',
] as const;
export type Condition = (typeof CONDITIONS)[number];

/** The facts as they would be. */
export function supposing(
  facts: AuthorizationFacts,
  condition: Condition | null,
): AuthorizationFacts {
  switch (condition) {
    case 'account_inactive':
      return { ...facts, account: { ...facts.account, cardIssuing: 'inactive' } };
    case 'card_expired':
      return { ...facts, card: { ...facts.card, expiresAt: facts.at } };
    case 'deadline_passed':
    case 'queue_full':
      return { ...facts, fault: condition };
    case 'network_approved':
    case 'network_declined':
    case null:
      return facts;
    default:
      return unreachable(condition);
  }
}

/**
 * What the network has decided in our place, because we were too slow for it or not there: we are told
 * afterwards, and book it whatever our own rules say (contract §3.2, rule 0; §3.6).
 */
export function standIn(condition: Condition | null): Outcome | undefined {
  if (condition !== 'network_approved' && condition !== 'network_declined') return undefined;
  return { approved: condition === 'network_approved', reason: 'network_fallback' };
}
