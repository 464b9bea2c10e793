/** Whether the card was read, or its owner asked, as strongly as the place demands (contract §3.2, rule 10). */
import { regionOf } from '../../region/regions.ts';
import { check } from '../check.ts';
import { amountText } from './amount-text.ts';
import { isCashMachine } from './cash.ts';

/** Strong customer authentication is the law in the EEA and the UK (contract §3.7, §6.2). */
const isStrongAuthenticationLaw = (country: string): boolean =>
  regionOf(country).currency !== 'usd';

/** Every card of ours has a chip: its magnetic stripe was read by an old terminal, or as a fallback. */
export const chipRead = check('chip_read', {
  reads: ({ entry, account }) => ({ method: entry.method, accountCountry: account.country }),
  passes: ({ method, accountCountry }) =>
    method !== 'swipe' || !isStrongAuthenticationLaw(accountCountry),
  why: () => 'The magnetic stripe was read instead of the chip, which is not accepted in Europe.',
});

export const cashMachineReadsChip = check('cash_machine_reads_chip', {
  reads: ({ entry, merchant }) => ({ method: entry.method, category: merchant.category }),
  passes: ({ method, category }) =>
    !isCashMachine(category) || method === 'chip' || method === 'contactless',
  why: ({ method }) => `A cash machine has to read the chip of the card: this was ${method}.`,
});

/** "Does not exceed": an amount of exactly this is still low (contract §3.7). */
const LOW_VALUE_MAX = 3_000n;

export const lowValueExemption = check('low_value_exemption', {
  reads: ({ verification, total, account }) => ({
    exemption: verification.exemption,
    total: total.minor,
    currency: total.currency,
    accountCountry: account.country,
  }),
  passes: ({ exemption, total, accountCountry }) =>
    exemption !== 'low_value_transaction' ||
    total <= LOW_VALUE_MAX ||
    !isStrongAuthenticationLaw(accountCountry),
  why: ({ total, currency }) =>
    `The merchant skipped authentication as if the amount were low, but ${amountText(total, currency)} is more than ${amountText(LOW_VALUE_MAX, currency)}.`,
});
