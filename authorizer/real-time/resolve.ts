/**
 * How a request ends that waited for its endpoint. Its money has been held and its limits counted since
 * it was asked, both under the one lock of the account: so nobody can have taken them while the
 * endpoint thought, and neither is judged again. An approval of all that was asked moves nothing, and
 * does without that lock; whatever moves money takes it first.
 *
 * Whoever resolves first has decided. Any later answer finds nothing that waits, and changes nothing.
 */
import type { IssuingAuthorization } from '../../api/wire/issuing-authorization.ts';
import { lockAuthorization } from '../../db/authorizations/get.ts';
import type { AuthorizationView } from '../../db/authorizations/views.ts';
import type { PendingRequestJson } from '../../db/json.ts';
import { readPayer } from '../../db/purchases/read-payer.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { invariant } from '../../domain/invariant.ts';
import type { CardAccounts } from '../../domain/ledger/templates.ts';
import type { AskedDecision } from '../../domain/real-time/answer.ts';
import { bookStep, type Locked, lockAsItStands } from '../advance.ts';
import { standingOf } from '../standing.ts';
import { countPayment } from '../count-payment.ts';
import { judgeAgain } from './judge-again.ts';
import { askedDecision } from './question.ts';
import type { Resolution } from './resolution.ts';
import { resolvedStep } from './resolved-step.ts';
import { tellResolved } from './tell-resolved.ts';

/**
 * Resolves a request by whoever answers it, and gives the authorization as it stands then; `undefined`,
 * and nothing changes, when nothing waits any more.
 *
 * @param answer is given what was asked, by which an amount is judged.
 */
export async function resolveRequest(
  work: UnitOfWork,
  id: string,
  answer: (asked: AskedDecision) => Resolution,
): Promise<IssuingAuthorization | undefined> {
  const locked = await lockAsItStands(work, id);
  const { pending_request: pending, metadata } = locked.view.authorization;
  return pending ? settle(work, locked, answer(askedDecision(pending, metadata))) : undefined;
}

/**
 * Approves all that was asked, for who knows the authorization from when it was asked: its money stays
 * where it is. Nobody else of the account waits for it.
 *
 * `decided`: nothing waits any more. `moves_money`: the approval cannot be without moving money, such
 * as with a card that has been canceled. Either way nothing has changed.
 */
export async function approveInPlace(
  work: UnitOfWork,
  known: { readonly view: AuthorizationView; readonly accounts: CardAccounts },
  resolution: Resolution,
): Promise<IssuingAuthorization | 'decided' | 'moves_money'> {
  const { trx, scope } = work;
  const authorization = await lockAuthorization(trx, scope, known.view.authorization.id);
  if (!authorization.pending_request) return 'decided';
  const payer = await readPayer(trx, scope, authorization.card_id);
  const view = { ...known.view, ...payer, authorization };
  // A card that counts its payments is counted under the lock: two at once would count one.
  const counts = payer.card.cancel_after_payments !== null;
  if (counts || judgeAgain(view)?.decision.approved === false) return 'moves_money';
  const captures = view.transactions.filter(({ type }) => type === 'capture').length;
  const standing = standingOf(authorization, { accounts: known.accounts, captures });
  return settle(work, { view, standing }, resolution);
}

async function settle(
  work: UnitOfWork,
  locked: Locked,
  resolution: Resolution,
): Promise<IssuingAuthorization> {
  const { view } = locked;
  const { pending_request: pending } = view.authorization;
  invariant(pending, 'only what waits is resolved');
  const told = { ...work, cause: causeOf(pending) };
  const booked = await bookStep(work, locked, resolvedStep(work, locked, resolution));
  const { approved, amount } = booked.authorization;
  const isPayment = approved && amount > 0n && !view.authorization.approved;
  // Not before: what an endpoint declines is no payment.
  const after = isPayment ? await countPayment(told, booked) : booked;
  return tellResolved(told, { before: view, after, pending });
}

/** Of the request that asked, whoever answers it. */
const causeOf = ({ request_id, idempotency_key }: PendingRequestJson): UnitOfWork['cause'] => ({
  requestId: request_id,
  idempotencyKey: idempotency_key,
});
