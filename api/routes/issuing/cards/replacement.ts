import * as z from 'zod';
import type { UnitOfWork } from '../../../../db/unit-of-work.ts';
import type { CardBrand } from '../../../../domain/card/card.ts';
import { failure } from '../../../../domain/errors.ts';
import { planReplacement, type Replacement } from '../../../../issuance/replacement.ts';
import { text } from '../../../input.ts';

/** A card that was lost in its making is replaced by us, without being asked. */
const REASONS = ['damaged', 'expired', 'lost', 'stolen'] as const;

export const replacementInput = {
  replacement_for: text().optional(),
  replacement_reason: z.enum(REASONS).optional(),
};

interface Order {
  readonly brand?: CardBrand | undefined;
  readonly cardholder?: string | undefined;
  readonly replacement_for?: string | undefined;
  readonly replacement_reason?: (typeof REASONS)[number] | undefined;
}

/**
 * What the order replaces, from here on under lock; nothing when it replaces no card.
 *
 * @throws when only half of it is said, or when the card may not be replaced, or not so.
 */
export async function replacementOf(
  work: UnitOfWork,
  order: Order,
): Promise<Replacement | undefined> {
  const { replacement_for: original, replacement_reason: reason } = order;
  if (original === undefined && reason === undefined) return undefined;
  if (original === undefined) throw missing('replacement_for');
  if (reason === undefined) throw missing('replacement_reason');
  const replacement = await planReplacement(work, { original, reason });
  checkSame(order, replacement);
  return replacement;
}

/** What passes from one card to the other may be said again, and not otherwise. */
function checkSame({ cardholder, brand }: Order, { original }: Replacement): void {
  if (cardholder !== undefined && cardholder !== original.cardholder_id)
    throw other('cardholder', original.cardholder_id);
  if (brand !== undefined && brand !== original.brand) throw other('brand', original.brand);
}

/** @throws `parameter_missing`: only a replacement has a cardholder already. */
export function cardholderOf(order: Order, replacement: Replacement | undefined): string {
  const cardholder = replacement?.original.cardholder_id ?? order.cardholder;
  if (cardholder === undefined) throw missing('cardholder');
  return cardholder;
}

const missing = (name: string) => failure('parameter_missing', { name }, { param: name });

const other = (param: string, own: string) =>
  failure(
    'parameter_invalid',
    { problem: `A replacement has the ${param} of its original, ${own}: leave the parameter out.` },
    { param },
  );
