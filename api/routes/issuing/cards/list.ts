import * as z from 'zod';
import { getCardholder } from '../../../../db/cardholders/get.ts';
import { listCards as readCards } from '../../../../db/cards/list.ts';
import { viewCards } from '../../../../db/cards/views.ts';
import { CARD_STATUSES, CARD_TYPES } from '../../../../domain/card/card.ts';
import { failure } from '../../../../domain/errors.ts';
import { parseId, type PersonalizationDesignId } from '../../../../domain/ids.ts';
import { createdFilter, integer, listInput, text } from '../../../input.ts';
import { query } from '../../../operation.ts';
import { listAnswer } from '../../../page.ts';
import { cardToWire, issuingCard } from '../../../wire/issuing-card.ts';
import { listOf } from '../../../wire/list.ts';

const path = '/v1/issuing/cards';

export const listCards = query(
  {
    method: 'get',
    path,
    summary: 'List cards',
    params: z.strictObject({}),
    input: listInput({
      cardholder: text().optional(),
      created: createdFilter().optional(),
      exp_month: integer({ min: 1, max: 12 }).optional(),
      exp_year: integer({ min: 2000, max: 2199 }).optional(),
      last4: text({ max: 4 }).optional(),
      personalization_design: text().optional(),
      status: z.enum(CARD_STATUSES).optional(),
      type: z.enum(CARD_TYPES).optional(),
    }),
    response: listOf(issuingCard),
  },
  async ({ input: { cardholder, personalization_design: design, ...input }, scope }, { db }) => {
    const holder =
      cardholder === undefined ? undefined : await getCardholder(db, scope, cardholder);
    const { rows, hasMore } = await readCards(db, scope, {
      ...input,
      cardholder_id: holder?.id,
      personalization_design_id: design === undefined ? undefined : readDesignId(design),
    });
    const views = await viewCards(db, scope, rows);
    return listAnswer(path, { rows: views, hasMore }, ({ card, cardholder: of }) =>
      cardToWire(card, of),
    );
  },
);

/** An id that no design can have is nobody's; one that no card has gives an empty list. */
function readDesignId(given: string): PersonalizationDesignId {
  const id = parseId('personalizationDesign', given);
  if (id !== undefined) return id;
  const param = 'personalization_design';
  throw failure('resource_missing', { object: 'personalization design', id: given }, { param });
}
