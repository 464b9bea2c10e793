import { check } from '../check.ts';
import { amountText } from './amount-text.ts';

/** A purchase of nothing verifies the card and needs no funds, not even a balance above zero. */
export const fundsAvailable = check('funds', {
  reads: ({ asked, available }) => ({
    asked: asked.minor,
    available: available.minor,
    currency: asked.currency,
  }),
  passes: ({ asked, available }) => asked === 0n || asked <= available,
  why: ({ asked, available, currency }) =>
    `${amountText(asked, currency)} was asked for, and the Issuing balance has ${amountText(available, currency)} available.`,
});
