import * as z from 'zod';
import { getCardholder } from '../../../../db/cardholders/get.ts';
import { getCard } from '../../../../db/cards/get.ts';
import { query } from '../../../operation.ts';
import { cardToWire, issuingCard } from '../../../wire/issuing-card.ts';
import { openCvc, openNumber } from '../../../../issuance/secrets.ts';

export const retrieveCard = query(
  {
    method: 'get',
    path: '/v1/issuing/cards/:card',
    summary: 'Retrieve a card',
    params: z.strictObject({ card: z.string() }),
    input: z.strictObject({}),
    response: issuingCard,
    includable: ['number', 'cvc'],
  },
  async ({ params, scope, include, requestId }, { db, keyring, audit }) => {
    const card = await getCard(db, scope, params.card);
    const cardholder = await getCardholder(db, scope, card.cardholder_id);
    if (include.size === 0) return cardToWire(card, cardholder);
    const fields = [...include];
    audit({ ...scope, action: 'card_secrets_read', requestId, objectId: card.id, fields });
    return cardToWire(card, cardholder, {
      ...(include.has('number') && { number: openNumber(keyring, card) }),
      ...(include.has('cvc') && { cvc: openCvc(keyring, card) }),
    });
  },
);
