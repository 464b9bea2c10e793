import type { IssuingAuthorization } from '../../api/wire/issuing-authorization.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { failure } from '../../domain/errors.ts';
import type { Metadata } from '../../domain/metadata.ts';
import { amountProblem } from '../../domain/real-time/answer.ts';
import { resolveRequest } from './resolve.ts';

/** What somebody says of a request by a call of his own, instead of the answer to its event. */
export interface GivenAnswer {
  readonly approved: boolean;
  /** Absent: all that was asked. */
  readonly amount?: bigint | undefined;
  /** Null clears what is there. */
  readonly metadata?: Metadata | null | undefined;
}

/**
 * Resolves a request by a call. It counts when it comes before the answer of the endpoint.
 *
 * @throws `status_transition_invalid` when nothing waits any more; `parameter_invalid` for an amount that
 *   cannot be approved.
 */
export async function answerPending(
  work: UnitOfWork,
  authorization: string,
  { approved, amount, metadata }: GivenAnswer,
): Promise<IssuingAuthorization> {
  const resolved = await resolveRequest(work, authorization, (asked) => {
    const problem = amount === undefined ? undefined : amountProblem(amount, asked);
    if (problem !== undefined) throw failure('parameter_invalid', { problem }, { param: 'amount' });
    const reason = approved ? 'webhook_approved' : 'webhook_declined';
    const part = amount !== undefined && { amount };
    return { outcome: { approved, reason, reasonMessage: null, metadata, ...part } };
  });
  if (resolved) return resolved;
  const problem = 'This authorization is no longer pending: its request has been decided.';
  throw failure('status_transition_invalid', { problem });
}
