import {
  authorizationToWire,
  type IssuingAuthorization,
} from '../../api/wire/issuing-authorization.ts';
import type { AuthorizationView } from '../../db/authorizations/views.ts';
import { eventRow } from '../../db/events/record.ts';
import { completeAnswer } from '../../db/idempotency/complete-answer.ts';
import type { PendingRequestJson } from '../../db/json.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { invariant } from '../../domain/invariant.ts';

interface Told {
  readonly before: AuthorizationView;
  readonly after: AuthorizationView;
  readonly pending: PendingRequestJson;
}

/**
 * Tells how a request ended: of a purchase that it was made, of an increment what it changed. The object
 * of the event is the answer to whoever asked, now or when he asks again.
 */
export async function tellResolved(
  work: UnitOfWork,
  { before, after, pending }: Told,
): Promise<IssuingAuthorization> {
  const object = authorizationToWire(after);
  const event = eventRow(work, {
    object,
    ...(before.authorization.approved
      ? { type: 'issuing_authorization.updated', previous: authorizationToWire(unasked(before)) }
      : { type: 'issuing_authorization.created' }),
  });
  invariant(event, 'a decision is added to the history, and so is a change');
  await completeAnswer(work, pending.idempotency_key, event);
  return object;
}

/** As it was before it was asked for more, which nobody was told: without the request and its hold. */
function unasked(view: AuthorizationView): AuthorizationView {
  const { authorization, balanceTransactions } = view;
  const provisional = `txn_${authorization.hold_movement}`;
  return {
    ...view,
    authorization: { ...authorization, pending_request: null },
    balanceTransactions: balanceTransactions.filter(({ id }) => !id.startsWith(provisional)),
  };
}
