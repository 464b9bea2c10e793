import * as z from 'zod';
import { getAccount } from '../../../../db/accounts/get.ts';
import { getCardholder } from '../../../../db/cardholders/get.ts';
import { startFulfillment } from '../../../../db/cards/fulfillment.ts';
import { getCard, lockCard } from '../../../../db/cards/get.ts';
import { updateCard as writeCard } from '../../../../db/cards/update.ts';
import { recordEvent } from '../../../../db/events/record.ts';
import { toJson } from '../../../../db/json.ts';
import { lockIssuingBalance } from '../../../../db/ledger/lock-issuing-balance.ts';
import { controlsOf } from '../../../../db/spending-controls.ts';
import { limitsOfChain } from '../../../../db/spending-usage/limits-of-chain.ts';
import { settleCounters } from '../../../../db/spending-usage/settle-counters.ts';
import { checkActivation } from '../../../../domain/card/activation.ts';
import { CARD_STATUSES } from '../../../../domain/card/card.ts';
import { afterMove } from '../../../../domain/card/status.ts';
import { changeControls } from '../../../../domain/spending-controls.ts';
import { mergeMetadata } from '../../../../domain/metadata.ts';
import { tellCardChanges } from '../../../../issuance/card-change.ts';
import { sealPin } from '../../../../issuance/secrets.ts';
import { NOTHING_TAKEN, takeOver } from '../../../../issuance/take-over.ts';
import { pastOfLimits } from '../../../limit-replacement.ts';
import { commandAfter } from '../../../operation.ts';
import { cardToWire, issuingCard } from '../../../wire/issuing-card.ts';
import { changeable, notYet } from './input.ts';
import { changeOfShipping, stopShipping } from './physical.ts';
import { pinOf } from './pin.ts';

export const updateCard = commandAfter(
  {
    method: 'post',
    path: '/v1/issuing/cards/:card',
    summary: 'Update a card',
    params: z.strictObject({ card: z.string() }),
    input: z.strictObject({
      ...changeable,
      ...notYet,
      cancellation_reason: z.enum(['lost', 'stolen']).optional(),
      status: z.enum(CARD_STATUSES).optional(),
    }),
    response: issuingCard,
  },
  async ({ params, input, scope }, steps) => {
    const limits = input.spending_controls?.spending_limits;
    if (limits === undefined) return undefined;
    const card = await getCard(steps.db, scope, params.card);
    return pastOfLimits(steps, { scope, ownerId: card.chain_id }, limits);
  },
  async ({ params, input, scope, work, found }, deps) => {
    const pin = await pinOf(work, input, deps);
    // Before the card: what purchases count on it, or change of it, they do under the same lock.
    await lockIssuingBalance(work);
    const before = await lockCard(work.trx, scope, params.card);
    // Read and not locked: a cardholder that is blocked next declines every authorization all the same.
    const cardholder = await getCardholder(work.trx, scope, before.cardholder_id);
    const move = afterMove(before, input);
    const isActivated = move.status === 'active' && before.status !== 'active';
    if (isActivated) checkActivation(cardholder);
    const controls = changeControls(
      controlsOf(before.spending_controls),
      input.spending_controls ?? {},
      before.currency,
    );
    const order = { ...input, card: before };
    const account = await getAccount(work.trx, scope.accountId);
    const shipped = await changeOfShipping(work, order, account);
    const taken = isActivated ? await takeOver(work, before) : NOTHING_TAKEN;
    const after = await writeCard(work, before.id, {
      ...shipped,
      ...taken.change,
      ...(pin && { pin_sealed: sealPin(work, before.id, pin) }),
      ...(move.status === 'canceled' && stopShipping(before)),
      status: move.status,
      cancellation_reason: move.cancellation_reason,
      spending_controls: toJson(controls),
      metadata: toJson(mergeMetadata(before.metadata, input.metadata)),
      // To activate a card is also how a blocked PIN is freed (contract §2.2).
      ...(input.status === 'active' && { pin_failures: 0 }),
    });
    if (found) {
      const needed = await limitsOfChain(work, after.chain_id);
      await settleCounters(work, after.chain_id, { needed, past: found });
    }
    // Told of every change: what it means for a card that still waits, its fulfilment knows.
    if (before.shipping_status === 'pending') await startFulfillment(work, after.id);
    await tellCardChanges(work, taken.others, cardholder);
    const object = cardToWire(after, cardholder);
    const previous = cardToWire(before, cardholder);
    await recordEvent(work, { type: 'issuing_card.updated', object, previous });
    return object;
  },
);
