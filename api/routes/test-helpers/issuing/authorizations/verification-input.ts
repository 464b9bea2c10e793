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
import { refuse } from '../../../../parse-input.ts';

const check = () => z.enum(CHECK_RESULTS).default('not_provided');

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
    pin_check: z.enum(PIN_CHECKS).optional(),
    three_d_secure: z.strictObject({ result: z.enum(THREE_D_SECURE_RESULTS) }).optional(),
  })
  .transform((given, ctx) =>
    given.authentication_exemption && given.three_d_secure
      ? refuse(
          ctx,
          failure('parameters_exclusive', {
            names: ['authentication_exemption', 'three_d_secure'],
          }),
        )
      : given,
  );

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
