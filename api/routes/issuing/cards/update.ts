import * as z from 'zod';
import { getCardholder } from '../../../../db/cardholders/get.ts';
import { lockCard } from '../../../../db/cards/get.ts';
import { updateCard as writeCard } from '../../../../db/cards/update.ts';
import { recordEvent } from '../../../../db/events/record.ts';
import { toJson } from '../../../../db/json.ts';
import { controlsOf } from '../../../../db/spending-controls.ts';
import { checkActivation } from '../../../../domain/card/activation.ts';
import { CARD_STATUSES } from '../../../../domain/card/card.ts';
import { afterMove } from '../../../../domain/card/status.ts';
import { changeControls } from '../../../../domain/spending-controls.ts';
import { mergeMetadata } from '../../../../domain/metadata.ts';
import { command } from '../../../operation.ts';
import { cardToWire, issuingCard } from '../../../wire/issuing-card.ts';
import { changeable, notYet } from './input.ts';

export const updateCard = command(
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
  async ({ params, input, scope, work }) => {
    const before = await lockCard(work.trx, scope, params.card);
    // Read and not locked: a cardholder that is blocked next declines every authorization all the same.
    const cardholder = await getCardholder(work.trx, scope, before.cardholder_id);
    const move = afterMove(before, input);
    if (move.status === 'active' && before.status !== 'active') checkActivation(cardholder);
    const controls = changeControls(
      controlsOf(before.spending_controls),
      input.spending_controls ?? {},
      before.currency,
    );
    const after = await writeCard(work, before.id, {
      status: move.status,
      cancellation_reason: move.cancellation_reason,
      spending_controls: toJson(controls),
      metadata: toJson(mergeMetadata(before.metadata, input.metadata)),
      // To activate a card is also how a blocked PIN is freed (contract §2.2).
      ...(input.status === 'active' && { pin_failures: 0 }),
    });
    const object = cardToWire(after, cardholder);
    const previous = cardToWire(before, cardholder);
    await recordEvent(work, { type: 'issuing_card.updated', object, previous });
    return object;
  },
);
