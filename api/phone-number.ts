import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { failure } from '../domain/errors.ts';

/** Longer than any way of writing a number: what is longer is not read. */
export const PHONE_NUMBER_LENGTH_MAX = 40;

/**
 * A phone number as E.164 writes it.
 *
 * @param country where a number without a country code belongs.
 * @param param where the caller wrote it.
 * @throws `phone_number_invalid` when nobody there can have this number.
 */
export function toE164(number: string, country: string, param = 'phone_number'): string {
  const parsed = parsePhoneNumberFromString(number, {
    ...(isSupportedCountry(country) && { defaultCountry: country }),
    extract: false,
  });
  if (parsed?.isValid() && parsed.ext === undefined) return parsed.number;
  throw failure('phone_number_invalid', { example: '+12025550123' }, { param });
}
