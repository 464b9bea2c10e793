import type { AddressValidationResult } from '../../domain/card/shipping.ts';
import type { Address } from '../../domain/region/address.ts';
import { failure } from '../../domain/errors.ts';
import type { AddressValidation } from './port.ts';

/** Words in the first line by which a test chooses the answer; every other address is there. */
const ANSWERS: Readonly<Record<string, AddressValidationResult>> = {
  indeterminate: 'indeterminate',
  undeliverable: 'likely_undeliverable',
};
/** With this word in the first line, nobody ever answers. */
const SILENCE = 'unanswered';

/** Decides by the address alone. In live mode it answers for nobody: it knows no real address. */
export const sandboxAddressValidation: AddressValidation = {
  async check({ scope, address }) {
    if (scope.livemode) throw silent('No address provider is configured for live mode.');
    const words = address.line1.toLowerCase().split(/\P{L}+/u);
    if (words.includes(SILENCE)) throw silent('The address provider does not answer.');
    const known = words.find((word) => Object.hasOwn(ANSWERS, word)) ?? '';
    return { normalized: normalize(address), result: ANSWERS[known] ?? 'likely_deliverable' };
  },
};

const silent = (problem: string) => failure('service_unavailable', { problem });

/** As posts like it: capitals, and one space at a time. */
const normalize = ({ line1, line2, city, state, postal_code, country }: Address): Address => ({
  line1: inCapitals(line1),
  line2: line2 === null ? null : inCapitals(line2),
  city: inCapitals(city),
  state: state === null ? null : inCapitals(state),
  postal_code: inCapitals(postal_code),
  country,
});

const inCapitals = (text: string): string => text.trim().replaceAll(/\s+/g, ' ').toUpperCase();
