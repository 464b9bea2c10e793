import type * as z from 'zod';
import type { AccountRow, IssuingCardRow } from '../../../../db/database.ts';
import { resolveDesign } from '../../../../db/designs/resolve.ts';
import { toJson } from '../../../../db/json.ts';
import type { UnitOfWork } from '../../../../db/unit-of-work.ts';
import type { CardType } from '../../../../domain/card/card.ts';
import { checkSecondLine } from '../../../../domain/card/second-line.ts';
import { canShip, type ShippingStatus } from '../../../../domain/card/shipping.ts';
import { failure } from '../../../../domain/errors.ts';
import { readShipping, type shippingInput } from './shipping-input.ts';

interface Wish {
  readonly personalization_design?: string | undefined;
  readonly shipping?: z.output<typeof shippingInput> | undefined;
}

interface Order extends Wish {
  readonly type: CardType;
  readonly second_line?: string | undefined;
}

/** What a new physical card has that a virtual one has not: nothing but this makes it one. */
export async function physicalColumns(work: UnitOfWork, order: Order, { country }: AccountRow) {
  const { type, second_line, shipping } = order;
  if (type === 'virtual') return refuseOnVirtual(order);
  if (!shipping) throw failure('parameter_missing', { name: 'shipping' }, { param: 'shipping' });
  const design = await resolveDesign(work.trx, work.scope, order.personalization_design);
  checkSecondLine(second_line, design?.features);
  return {
    personalization_design_id: design?.id ?? null,
    second_line: second_line ?? null,
    shipping: toJson(readShipping(shipping, country)),
    shipping_status: 'pending' as const,
  };
}

function refuseOnVirtual({ personalization_design, second_line, shipping }: Order) {
  const given = Object.entries({ personalization_design, second_line, shipping });
  const param = given.find(([, value]) => value !== undefined)?.[0];
  if (param === undefined) return {};
  throw failure(
    'parameter_invalid',
    { problem: 'A virtual card is not printed and shipped.' },
    { param },
  );
}

/**
 * What a wish changes of a card that is not at the printer yet.
 *
 * @throws `status_transition_invalid` when it is, or never will be.
 */
export async function changeOfShipping(
  work: UnitOfWork,
  { card, ...wish }: Wish & { readonly card: IssuingCardRow },
  { country }: AccountRow,
) {
  const { personalization_design: asked, shipping } = wish;
  if (shipping !== undefined) checkPending(card, 'shipping');
  if (asked !== undefined) checkPending(card, 'personalization_design');
  const design = asked === undefined ? undefined : await resolveDesign(work.trx, work.scope, asked);
  if (design) checkSecondLine(card.second_line ?? undefined, design.features);
  return {
    ...(design && { personalization_design_id: design.id }),
    ...(shipping && {
      shipping: toJson(readShipping(shipping, country)),
      shipping_revision: card.shipping_revision + 1,
    }),
  };
}

function checkPending({ shipping_status: status }: IssuingCardRow, param: string): void {
  if (status !== null && isChangeable(status)) return;
  const problem =
    status === null
      ? 'A virtual card is not printed and shipped.'
      : `The shipping of this card is ${status}: it can be changed only while it is pending.`;
  throw failure('status_transition_invalid', { problem }, { param });
}

/** As long as it can be canceled. */
const isChangeable = (status: ShippingStatus): boolean => canShip('cancel', status);

/** A card that is canceled before it was submitted is never made; later it is made and shipped all the same. */
export const stopShipping = ({ shipping_status: status }: IssuingCardRow) =>
  status !== null && canShip('cancel', status) ? { shipping_status: 'canceled' as const } : {};
