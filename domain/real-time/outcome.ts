import type { Metadata } from '../metadata.ts';
import type { IssuingSettings } from '../account/settings.ts';
import type { DecisionReason } from '../authorization/decline-reason.ts';
import { unreachable } from '../invariant.ts';
import type { EndpointAnswer } from './answer.ts';

/** How a pending request ends, in the words of `request_history`. */
export interface Outcome {
  readonly approved: boolean;
  readonly reason: DecisionReason;
  readonly reasonMessage: string | null;
  /** What is approved of what was asked. Absent: all of it. Meaningless for a decline. */
  readonly amount?: bigint;
  readonly metadata?: Metadata | null | undefined;
  readonly sendsFraudChallenge?: boolean;
}

/** What a request gets that its endpoint did not decide. */
export type Fallback = Pick<IssuingSettings, 'onDecisionError' | 'onDecisionTimeout'>;

/** What an answer, or none, means for the purchase. */
export function outcomeOf(
  answer: EndpointAnswer,
  { onDecisionTimeout, onDecisionError }: Fallback,
): Outcome {
  switch (answer.kind) {
    case 'approved':
      return { ...said('webhook_approved'), amount: answer.amount, metadata: answer.metadata };
    case 'declined': {
      const { metadata, sendsFraudChallenge } = answer;
      return { ...said('webhook_declined'), metadata, sendsFraudChallenge };
    }
    case 'error': {
      const approved = onDecisionError === 'approve' && !answer.saidNo;
      return { approved, reason: 'webhook_error', reasonMessage: answer.message };
    }
    case 'timeout':
      return {
        approved: onDecisionTimeout === 'approve',
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
