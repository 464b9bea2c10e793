import * as z from 'zod';
import type { AmountDetailsJson } from '../../db/json.ts';
import { toWireAmount } from './amount.ts';

/** Parts of an amount: what a cash machine takes for itself, and what a till hands out in cash. */
export const amountDetails = z.strictObject({
  atm_fee: z.int().nullable(),
  cashback_amount: z.int().nullable(),
});

export const amountDetailsToWire = ({
  atm_fee,
  cashback_amount,
}: AmountDetailsJson): z.output<typeof amountDetails> => ({
  atm_fee: minorOrNull(atm_fee),
  cashback_amount: minorOrNull(cashback_amount),
});

const minorOrNull = (minor: string | null): number | null =>
  minor === null ? null : toWireAmount(BigInt(minor));
