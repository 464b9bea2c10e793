import * as z from 'zod';
import type { VerificationDataJson } from '../../../../../db/json.ts';
import { CHECK_RESULTS } from '../../../../../domain/authorization/authorization.ts';
import {
  EXEMPTION_CLAIMANTS,
  EXEMPTION_TYPES,
  PIN_CHECKS,
  THREE_D_SECURE_RESULTS,
} from '../../../../../domain/authorization/verification.ts';
import { failure } from '../../../../../domain/errors.ts';
import { text } from '../../../../input.ts';
import { refuse } from '../../../../parse-input.ts';

const check = () => z.enum(CHECK_RESULTS).default('not_provided');

const EXCLUSIVE = [
  ['authentication_exemption', 'three_d_secure'],
  ['pin', 'pin_check'],
] as const;

const enteredPin = text({ max: 4 }).transform((given, ctx) =>
  /^\d{4}$/.test(given)
    ? given
    : refuse(ctx, failure('parameter_invalid', { problem: 'A PIN has 4 digits.' })),
);

/** What the simulated network has checked. `pin_check` is documented by Stripe and not in its types. */
export const verificationInput = z
  .strictObject({
    address_line1_check: check(),
    address_postal_code_check: check(),
    authentication_exemption: z
      .strictObject({ claimed_by: z.enum(EXEMPTION_CLAIMANTS), type: z.enum(EXEMPTION_TYPES) })
      .optional(),
    cvc_check: check(),
    expiry_check: check(),
    /** Ours: what is typed at the terminal. It is compared with the card's, and kept nowhere. */
    pin: enteredPin.optional(),
    pin_check: z.enum(PIN_CHECKS).optional(),
    three_d_secure: z.strictObject({ result: z.enum(THREE_D_SECURE_RESULTS) }).optional(),
  })
  .transform((given, ctx) => {
    const both = EXCLUSIVE.find(([one, other]) => given[one] && given[other]);
    return both ? refuse(ctx, failure('parameters_exclusive', { names: both })) : given;
  });

export function toVerificationData(
  given: z.output<typeof verificationInput>,
): VerificationDataJson {
  return {
    address_line1_check: given.address_line1_check,
    address_postal_code_check: given.address_postal_code_check,
    authentication_exemption: given.authentication_exemption ?? null,
    cvc_check: given.cvc_check,
    expiry_check: given.expiry_check,
    pin_check: given.pin_check ?? null,
    postal_code: null,
    three_d_secure: given.three_d_secure ?? null,
  };
}
