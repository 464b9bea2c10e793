/** Until a card is submitted: what it waits for, its address, and the batch. */
import type { Kysely } from 'kysely';
import { getCardholder } from '../../db/cardholders/get.ts';
import { getCard, lockCard } from '../../db/cards/get.ts';
import { updateCard } from '../../db/cards/update.ts';
import type { Database } from '../../db/database.ts';
import { findDesigns } from '../../db/designs/find.ts';
import { toJson } from '../../db/json.ts';
import { packIntoBox } from '../../db/card-boxes/pack.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { civilDateAt } from '../../domain/calendar/zone.ts';
import { type Outlook, outlookOf } from '../../domain/card/readiness.ts';
import { canShip, NO_SHIPMENT } from '../../domain/card/shipping.ts';
import type { CardBoxId } from '../../domain/ids.ts';
import type { Scope } from '../../domain/scope.ts';
import type { Keyring } from '../../infra/crypto/keyring.ts';
import { inUnitOfWork } from '../unit-of-work.ts';
import type { CardFulfillmentDeps, OneCard } from './deps.ts';
import {
  destinationOf,
  moveCard,
  physical,
  type PhysicalCard,
  seconds,
  type Standing,
  standingOf,
  tellCard,
} from './standing.ts';
import { toUnanswered } from './unanswered.ts';

export interface Examined extends Standing {
  /** Present while it is pending. */
  readonly outlook?: Outlook;
  /** Which shipping was looked at. */
  readonly revision: number;
}

export function createPendingActivities(deps: CardFulfillmentDeps) {
  return {
    /** Looks, and changes nothing. */
    async examineCard({ cardId, ...scope }: OneCard): Promise<Examined> {
      return inUnitOfWork(deps, scope, async ({ trx }) => {
        const card = physical(await getCard(trx, scope, cardId));
        const { shipping_revision: revision } = card;
        const standing = await standingOf({ trx, scope }, card);
        if (standing.status !== 'pending') return { ...standing, revision };
        return { ...standing, revision, outlook: await outlookFor(trx, scope, card) };
      });
    },

    /** The address goes to the provider, and no workflow sees it. An answer about a former address is dropped. */
    async validateAddress({
      cardId,
      revision,
      ...scope
    }: OneCard & { readonly revision: number }): Promise<'answered' | 'unanswered'> {
      const { shipping } = physical(await getCard(deps.db, scope, cardId));
      const { address } = shipping;
      const checked = await deps.addressValidation.check({ scope, address }).catch(toUnanswered);
      if (checked === 'unanswered') return checked;
      const { normalized, result } = checked;
      const { mode } = shipping.address_validation;
      const validation = {
        mode,
        normalized_address: normalized,
        result: mode === 'validation_and_normalization' ? result : null,
      };
      await inUnitOfWork(deps, scope, async (work) => {
        const before = physical(await lockCard(work.trx, scope, cardId));
        const isNews =
          before.shipping_revision === revision &&
          before.shipping_status === 'pending' &&
          before.shipping.address_validation.normalized_address === null;
        if (!isNews) return;
        const changed = toJson({ ...before.shipping, address_validation: validation });
        await tellCard(work, before, await updateCard(work, cardId, { shipping: changed }));
      });
      return 'answered';
    },

    /** Puts the card into the batch of the day. It is looked at once more: until here all could change. */
    async submitCard({ cardId, ...scope }: OneCard): Promise<Standing> {
      return inUnitOfWork(deps, scope, async (work) => {
        const before = physical(await lockCard(work.trx, scope, cardId));
        if (!canShip('submit', before.shipping_status)) return standingOf(work, before);
        const { next } = await outlookFor(work.trx, scope, before);
        if (next !== 'submit') return standingOf(work, before);
        return moveCard(work, before, {
          move: 'submit',
          box_id: await boxFor(work, before, deps.keyring),
          shipment: toJson({ ...NO_SHIPMENT, submitted_at: seconds(work.now) }),
        });
      });
    },
  };
}

async function outlookFor(
  db: Kysely<Database>,
  scope: Scope,
  card: PhysicalCard,
): Promise<Outlook> {
  const { personalization_design_id: designId } = card;
  const cardholder = await getCardholder(db, scope, card.cardholder_id);
  const [design] = await findDesigns(db, scope, designId === null ? [] : [designId]);
  // A design that may not be seen any more may not be printed either.
  const status = design?.status ?? 'inactive';
  return outlookOf({
    cardStatus: card.status,
    cardholder,
    design: designId === null ? null : status,
    shipping: card.shipping,
  });
}

/** Cards of one day, address, recipient and service share boxes. The hash is keyed: an address is easily guessed. */
async function boxFor(
  work: UnitOfWork,
  { shipping }: PhysicalCard,
  keyring: Keyring,
): Promise<CardBoxId | null> {
  if (shipping.type === 'individual') return null;
  const { business_name, name, service } = shipping;
  const day = civilDateAt(seconds(work.now), 'UTC');
  const destination = [day, destinationOf(shipping), business_name, name, service];
  const hash = keyring.fingerprint('shipping_destination', JSON.stringify(destination));
  return packIntoBox(work, hash);
}
