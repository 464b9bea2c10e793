/** From the card bureau to the letterbox. */
import { getCardholder } from '../../db/cardholders/get.ts';
import { getCard, lockCard } from '../../db/cards/get.ts';
import { updateCard } from '../../db/cards/update.ts';
import { toJson } from '../../db/json.ts';
import { etaOf, legOf } from '../../domain/card/shipping-services.ts';
import { NO_SHIPMENT } from '../../domain/card/shipping.ts';
import { trackingUrl } from '../../domain/card/tracking.ts';
import { openCvc, openNumber } from '../../issuance/secrets.ts';
import type { CardOrder } from '../../providers/card-bureau/port.ts';
import { inUnitOfWork } from '../unit-of-work.ts';
import type { CardFulfillmentDeps, OneCard } from './deps.ts';
import {
  destinationOf,
  moveCard,
  physical,
  type PhysicalCard,
  routeOf,
  seconds,
  type Standing,
} from './standing.ts';
import { toUnanswered } from './unanswered.ts';

type Answer = 'accepted' | 'rejected' | 'unanswered';

export function createUnderWayActivities(deps: CardFulfillmentDeps) {
  return {
    /** Asked twice, the bureau makes one card: it knows the order by its key. */
    async orderCard({ cardId, ...scope }: OneCard): Promise<Answer> {
      const card = physical(await getCard(deps.db, scope, cardId));
      if (card.ordered_at !== null) return 'accepted';
      const cardholder = await getCardholder(deps.db, scope, card.cardholder_id);
      const order = orderOf(deps, card, cardholder.name);
      const answer = await deps.cardBureau.order(order).catch(toUnanswered);
      if (answer !== 'accepted') return answer;
      await inUnitOfWork(deps, scope, async (work) => {
        const { ordered_at } = await lockCard(work.trx, scope, cardId);
        if (ordered_at === null) await updateCard(work, cardId, { ordered_at: work.now });
      });
      return answer;
    },

    async shipCard({ cardId, ...scope }: OneCard): Promise<Standing> {
      const card = physical(await getCard(deps.db, scope, cardId));
      const leg = legOf(await routeOf(deps.db, scope, card));
      const { carrier } = leg;
      const parcel = { scope, parcelId: card.box_id ?? card.id, carrier };
      const tracking_number = leg.isTracked ? await deps.cardBureau.track(parcel) : null;
      return inUnitOfWork(deps, scope, async (work) => {
        const before = physical(await lockCard(work.trx, scope, cardId));
        const shipped_at = seconds(work.now);
        const shipment = {
          ...(before.shipment ?? NO_SHIPMENT),
          carrier,
          tracking_number,
          tracking_url: tracking_number === null ? null : trackingUrl(carrier, tracking_number),
          eta: etaOf(await routeOf(work.trx, scope, before), shipped_at),
          shipped_at,
        };
        return moveCard(work, before, {
          move: 'ship',
          shipment: toJson(shipment),
        });
      });
    },

    async deliverCard({ cardId, ...scope }: OneCard): Promise<Standing> {
      return inUnitOfWork(deps, scope, async (work) => {
        const before = physical(await lockCard(work.trx, scope, cardId));
        const delivered_at = seconds(work.now);
        const shipment = { ...(before.shipment ?? NO_SHIPMENT), delivered_at };
        return moveCard(work, before, {
          move: 'deliver',
          shipment: toJson(shipment),
        });
      });
    },

    async returnCard({ cardId, ...scope }: OneCard): Promise<Standing> {
      return inUnitOfWork(deps, scope, async (work) =>
        moveCard(work, physical(await lockCard(work.trx, scope, cardId)), { move: 'return' }),
      );
    },
  };
}

const orderOf = (
  { keyring }: CardFulfillmentDeps,
  card: PhysicalCard,
  name: string,
): CardOrder => ({
  scope: { accountId: card.account_id, livemode: card.livemode },
  cardId: card.id,
  idempotencyKey: `card-order:${card.id}`,
  card: {
    brand: card.brand,
    number: openNumber(keyring, card),
    cvc: openCvc(keyring, card),
    expiry: { month: card.exp_month, year: card.exp_year },
    name,
    secondLine: card.second_line,
    designId: card.personalization_design_id,
  },
  shipping: { ...card.shipping, address: destinationOf(card.shipping) },
  boxId: card.box_id,
});
