import { cardholderToWire } from '../api/wire/issuing-cardholder.ts';
import { getCardholder, lockCardholder } from '../db/cardholders/get.ts';
import { updateCardholder } from '../db/cardholders/update.ts';
import { tellWaitingCards } from '../db/cards/fulfillment.ts';
import type { IssuingCardholderRow } from '../db/database.ts';
import { recordEvent } from '../db/events/record.ts';
import { lockIssuingBalance } from '../db/ledger/lock-issuing-balance.ts';
import type { UnitOfWork } from '../db/unit-of-work.ts';
import type { AccountId, CardholderId } from '../domain/ids.ts';
import type { IdentityScreening, Person, ScreeningVerdict } from '../providers/identity/port.ts';
import type { Screening } from '../workflows/cardholder-screening/contract.ts';
import type { WorkDeps } from '../authorizer/unit-of-work.ts';
import type { RemindDeps } from './remind.ts';
import { inUnitOfWork } from './unit-of-work.ts';

export interface CardholderScreeningDeps extends RemindDeps, WorkDeps {
  readonly identity: IdentityScreening;
}

interface OneCardholder {
  readonly accountId: AccountId;
  readonly livemode: boolean;
  readonly cardholderId: CardholderId;
}

/** Each may run twice, or run and lose its answer: what it does has to be the same as once. */
export function createCardholderScreeningActivities(deps: CardholderScreeningDeps) {
  return {
    /** Reads the person itself: personal data passes through no workflow. */
    async screenCardholder({
      cardholderId,
      request,
      ...scope
    }: OneCardholder & Pick<Screening, 'request'>): Promise<ScreeningVerdict> {
      const person = toPerson(await getCardholder(deps.db, scope, cardholderId));
      const idempotencyKey = `screening:${cardholderId}:${request}`;
      return deps.identity.screen({ scope, cardholderId, idempotencyKey, person });
    },

    /** Answers with the screening that stands afterwards, which may be a later one. */
    async recordScreening({
      cardholderId,
      request,
      state,
      revision,
      ...scope
    }: OneCardholder & Screening): Promise<Screening> {
      return inUnitOfWork(deps, scope, (work) =>
        recordForward(work, cardholderId, { request, state, revision }),
      );
    },

    async remindReviewer({
      cardholderId,
      reminder,
    }: OneCardholder & { readonly reminder: number }): Promise<void> {
      deps.remind({ workflow: 'cardholderScreening', objectId: cardholderId, reminder });
    },
  };
}

/** Forward only: a result for an earlier request, or a revision that is not newer, changes nothing and tells nobody. */
async function recordForward(
  work: UnitOfWork,
  cardholderId: CardholderId,
  { request, state, revision }: Screening,
): Promise<Screening> {
  // Before the cardholder: what purchases are decided by stays true until they are committed.
  await lockIssuingBalance(work);
  const before = await lockCardholder(work.trx, work.scope, cardholderId);
  const isNews = request === before.screening_request && revision > before.screening_revision;
  if (!isNews) return standing(before);
  const after = await updateCardholder(work, cardholderId, {
    screening: state,
    screening_revision: revision,
    ...(state === 'rejected' && { status: 'blocked' }),
  });
  await tellWaitingCards(work, { cardholderId });
  await recordEvent(work, {
    type: 'issuing_cardholder.updated',
    object: cardholderToWire(after),
    previous: cardholderToWire(before),
  });
  return standing(after);
}

const standing = (row: IssuingCardholderRow): Screening => ({
  request: row.screening_request,
  state: row.screening,
  revision: row.screening_revision,
});

const toPerson = (row: IssuingCardholderRow): Person => ({
  type: row.type,
  name: row.name,
  firstName: row.first_name,
  lastName: row.last_name,
  dateOfBirth: row.date_of_birth,
  country: row.address_country,
});
