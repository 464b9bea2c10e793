import * as z from 'zod';
import { getCardholder } from '../../../../../db/cardholders/get.ts';
import { getCard } from '../../../../../db/cards/get.ts';
import type { IssuingCardRow } from '../../../../../db/database.ts';
import { isShippingOver } from '../../../../../domain/card/shipping.ts';
import { failure } from '../../../../../domain/errors.ts';
import {
  SHIPPING_UPDATES,
  type ShippingCommand,
} from '../../../../../workflows/card-fulfillment/contract.ts';
import { workflowCommand } from '../../../../operation.ts';
import { cardToWire, issuingCard } from '../../../../wire/issuing-card.ts';

/** Says what the card bureau and the carriers would say. The card's workflow carries it out, or refuses it. */
const helper = (command: ShippingCommand, summary: string) =>
  workflowCommand(
    {
      method: 'post',
      path: `/v1/test_helpers/issuing/cards/:card/shipping/${command}`,
      summary,
      params: z.strictObject({ card: z.string() }),
      input: z.strictObject({}),
      response: issuingCard,
    },
    async ({ params, scope }, { db, workflows }) => {
      const card = await getCard(db, scope, params.card);
      requireUnderWay(card, command);
      const workflow = { scope, kind: 'card_fulfillment', objectId: card.id } as const;
      await workflows.execute(workflow, SHIPPING_UPDATES[command]);
    },
    async ({ params, work: { trx }, scope }) => {
      const card = await getCard(trx, scope, params.card);
      return cardToWire(card, await getCardholder(trx, scope, card.cardholder_id));
    },
  );

/** The workflow of a card whose way has ended has ended too: nobody would be there to refuse it. */
function requireUnderWay({ shipping_status: status }: IssuingCardRow, command: string): void {
  if (status !== null && !isShippingOver(status)) return;
  const problem =
    status === null
      ? `Cannot ${command} a virtual card.`
      : `Cannot ${command} a card whose shipping is ${status}.`;
  throw failure('status_transition_invalid', { problem });
}

export const submitCard = helper('submit', 'Simulate that a card is sent to the printer');
export const shipCard = helper('ship', 'Simulate that a card is shipped');
export const deliverCard = helper('deliver', 'Simulate that a card is delivered');
export const returnCard = helper('return', 'Simulate that a card comes back');
export const failCard = helper('fail', 'Simulate that a card is lost in its making');
