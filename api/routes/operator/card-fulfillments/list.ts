import * as z from 'zod';
import { getCardholder } from '../../../../db/cardholders/get.ts';
import { listStuckCards, type StuckCard } from '../../../../db/cards/list-stuck.ts';
import { cardFulfillmentId } from '../../../../workflows/card-fulfillment/contract.ts';
import { parseForm } from '../../../form.ts';
import { parseInput } from '../../../parse-input.ts';
import type { CardFulfillmentCase } from '../../../wire/card-fulfillment.ts';
import { cardToWire } from '../../../wire/issuing-card.ts';
import { type ListDeps, pageInput, parseCursor } from '../waiting.ts';

const input = z.strictObject(pageInput);

/** Cards that will not arrive unless a person does something, in every account, longest first. */
export async function listStuckFulfillments({ db, workflowUrl }: ListDeps, search: string) {
  const { limit, starting_after: cursor } = parseInput(input, parseForm(search));
  const after = parseCursor('card', cursor);
  const stuck = await listStuckCards(db, { after, limit: limit + 1 });
  const toWire = async ({ card, reason }: StuckCard): Promise<CardFulfillmentCase> => {
    const { account_id: accountId, livemode } = card;
    const cardholder = await getCardholder(db, { accountId, livemode }, card.cardholder_id);
    return {
      object: 'card_fulfillment_case',
      account: accountId,
      card: cardToWire(card, cardholder),
      reason,
      workflow_url: workflowUrl(cardFulfillmentId(card.id)),
    };
  };
  const data = await Promise.all(stuck.slice(0, limit).map(toWire));
  const url = '/v1/operator/card_fulfillments';
  return { object: 'list', data, has_more: stuck.length > limit, url };
}
