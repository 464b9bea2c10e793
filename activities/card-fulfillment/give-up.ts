/** A card that nobody will get must not be used either: its way and the card end together. */
import { lockCard } from '../../db/cards/get.ts';
import { toJson } from '../../db/json.ts';
import { lockIssuingBalance } from '../../db/ledger/lock-issuing-balance.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import type { CancellationReason } from '../../domain/card/card.ts';
import { NO_SHIPMENT, type OwedFor } from '../../domain/card/shipping.ts';
import type { CardId } from '../../domain/ids.ts';
import { inUnitOfWork } from '../unit-of-work.ts';
import type { CardFulfillmentDeps, OneCard } from './deps.ts';
import { moveCard, physical, type PhysicalCard, type Standing } from './standing.ts';

type Withdrawal = OneCard & { readonly reason: CancellationReason | null };
type Failure = OneCard & { readonly reason: OwedFor };

export function createGiveUpActivities(deps: CardFulfillmentDeps) {
  return {
    /** Neither made nor shipped. A card that was canceled already keeps the reason that was given. */
    async withdrawCard({ cardId, reason, ...scope }: Withdrawal): Promise<Standing> {
      return inUnitOfWork(deps, scope, async (work) => {
        const before = await lockForCancellation(work, cardId);
        const isCanceled = before.status === 'canceled';
        return moveCard(work, before, {
          move: 'cancel',
          ...(!isCanceled && { status: 'canceled', cancellation_reason: reason }),
        });
      });
    },

    /**
     * The card will not arrive. Only what has not been activated can be lost: whoever has activated a card
     * has it in his hand.
     */
    async failCard({ cardId, reason, ...scope }: Failure): Promise<Standing> {
      return inUnitOfWork(deps, scope, async (work) => {
        const before = await lockForCancellation(work, cardId);
        if (reason === 'lost' && before.status === 'active')
          return { status: before.shipping_status };
        // Who has canceled it himself wants no other one.
        const owed_for = before.status === 'canceled' ? null : reason;
        return moveCard(work, before, {
          move: 'fail',
          shipment: toJson({ ...(before.shipment ?? NO_SHIPMENT), owed_for }),
          ...(owed_for && { status: 'canceled', cancellation_reason: owed_for }),
        });
      });
    },
  };
}

/** The balance before the card: purchases are decided by its status. */
async function lockForCancellation(work: UnitOfWork, cardId: CardId): Promise<PhysicalCard> {
  await lockIssuingBalance(work);
  return physical(await lockCard(work.trx, work.scope, cardId));
}
