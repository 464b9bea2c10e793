import type { Metadata } from '../metadata.ts';
import { unreachable } from '../invariant.ts';
import type { EndpointAnswer } from './answer.ts';

/** What a request gets that its endpoint did not decide. The account's own setting. */
export interface Fallback {
  readonly onTimeout: 'approve' | 'decline';
  readonly onError: 'approve' | 'decline';
}

/** A purchase that nobody has spoken for is not paid, unless its account has said otherwise. */
export const DEFAULT_FALLBACK: Fallback = { onTimeout: 'decline', onError: 'decline' };

/** How a pending request ends, in the words of `request_history`. */
export interface Outcome {
  readonly approved: boolean;
  readonly reason: 'webhook_approved' | 'webhook_declined' | 'webhook_error' | 'webhook_timeout';
  readonly reasonMessage: string | null;
  /** What is approved of what was asked. Absent: all of it. Meaningless for a decline. */
  readonly amount?: bigint;
  readonly metadata?: Metadata | null | undefined;
  readonly sendsFraudChallenge?: boolean;
}

/** What an answer, or none, means for the purchase. */
export function outcomeOf(answer: EndpointAnswer, { onTimeout, onError }: Fallback): Outcome {
  switch (answer.kind) {
    case 'approved':
      return { ...said('webhook_approved'), amount: answer.amount, metadata: answer.metadata };
    case 'declined': {
      const { metadata, sendsFraudChallenge } = answer;
      return { ...said('webhook_declined'), metadata, sendsFraudChallenge };
    }
    case 'error': {
      const approved = onError === 'approve' && !answer.saidNo;
      return { approved, reason: 'webhook_error', reasonMessage: answer.message };
    }
    case 'timeout':
      return {
        approved: onTimeout === 'approve',
        reason: 'webhook_timeout',
        reasonMessage: answer.message,
      };
    default:
      return unreachable(answer);
  }
}

const said = (reason: 'webhook_approved' | 'webhook_declined') =>
  ({ approved: reason === 'webhook_approved', reason, reasonMessage: null }) as const;

/** Whether it has to be looked up what the account does without a decision. */
export const needsFallback = ({ kind }: EndpointAnswer): boolean =>
  kind === 'error' || kind === 'timeout';
