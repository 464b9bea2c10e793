import { updateAuthorization } from '../db/authorizations/update.ts';
import type { AuthorizationView } from '../db/authorizations/views.ts';
import { updateCard } from '../db/cards/update.ts';
import { toJson } from '../db/json.ts';
import { findUsage } from '../db/spending-usage/find.ts';
import { saveUsage } from '../db/spending-usage/save.ts';
import type { UnitOfWork } from '../db/unit-of-work.ts';
import { answer, isLapsed } from '../domain/fraud/challenge.ts';
import { velocityAt } from '../domain/fraud/velocity.ts';
import { vouchedAfter } from '../domain/fraud/vouched.ts';
import type { FraudWarning } from '../domain/fraud/warning.ts';
import { lockAsItStands } from './advance.ts';
import { tellCard, tellStep } from './tell.ts';

/**
 * The cardholder says whether a purchase that looked like fraud was his. His yes changes nothing about
 * it, because it was declined: the merchant has to ask again, and is then let pass for a week. His no
 * warns of the card.
 *
 * @throws `status_transition_invalid` when there is no challenge, or it cannot be answered any more.
 */
export async function answerChallenge(
  work: UnitOfWork,
  id: string,
  confirmed: boolean,
): Promise<AuthorizationView> {
  // Its lock is that of the list of merchants as well, which purchases read.
  const { view } = await lockAsItStands(work, id);
  const at = secondOf(work);
  const [asked, ...others] = view.authorization.fraud_challenges ?? [];
  const answered = answer(asked, confirmed, at);
  const authorization = await updateAuthorization(work, view.authorization.id, {
    fraud_challenges: toJson([answered, ...others]),
  });
  if (confirmed) await vouch(work, view, at);
  const warned = confirmed
    ? view
    : await warn(work, view, { started_at: at, type: 'user_indicated_fraud' });
  const after = { ...warned, authorization };
  await tellStep(work, { before: view, after });
  return after;
}

/**
 * Lets a challenge expire whose hour is over, and says whether it did. One that was answered since it was
 * found stays as it is: so this may be repeated.
 */
export async function expireChallenge(work: UnitOfWork, id: string): Promise<boolean> {
  const { view } = await lockAsItStands(work, id);
  const [asked, ...others] = view.authorization.fraud_challenges ?? [];
  if (asked === undefined || !isLapsed(asked, secondOf(work))) return false;
  const fraud_challenges = toJson([{ ...asked, status: 'expired' }, ...others]);
  const authorization = await updateAuthorization(work, view.authorization.id, {
    fraud_challenges,
  });
  await tellStep(work, { before: view, after: { ...view, authorization } });
  return true;
}

const secondOf = ({ now }: UnitOfWork): number => Math.floor(now.getTime() / 1000);

async function vouch(work: UnitOfWork, view: AuthorizationView, at: number): Promise<void> {
  const { merchant_data: merchant } = view.authorization;
  const owner = { scope: work.scope, ownerId: view.cardholder.id };
  const [usage] = await findUsage(work.trx, [owner]);
  const { velocity = null, counters = {} } = usage ?? {};
  const verified = vouchedAfter(velocity?.verified ?? [], merchant.network_id, at);
  const kept = { ...velocityAt(velocity, at), at, verified };
  await saveUsage(work.trx, [{ ...owner, counters, velocity: kept }]);
}

async function warn(
  work: UnitOfWork,
  view: AuthorizationView,
  warning: FraudWarning,
): Promise<AuthorizationView> {
  const card = await updateCard(work, view.card.id, { latest_fraud_warning: toJson(warning) });
  const after = { ...view, card };
  await tellCard(work, { before: view, after });
  return after;
}
