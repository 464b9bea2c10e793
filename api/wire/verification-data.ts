import * as z from 'zod';
import type { VerificationDataJson } from '../../db/json.ts';
import { CHECK_RESULTS } from '../../domain/authorization/authorization.ts';
import {
  EXEMPTION_CLAIMANTS,
  EXEMPTION_TYPES,
  PIN_CHECKS,
  THREE_D_SECURE_RESULTS,
} from '../../domain/authorization/verification.ts';

/** What the network checked before it asked. */
export const verificationData = z.strictObject({
  address_line1_check: z.enum(CHECK_RESULTS),
  address_postal_code_check: z.enum(CHECK_RESULTS),
  authentication_exemption: z
    .strictObject({ claimed_by: z.enum(EXEMPTION_CLAIMANTS), type: z.enum(EXEMPTION_TYPES) })
    .nullable(),
  cvc_check: z.enum(CHECK_RESULTS),
  expiry_check: z.enum(CHECK_RESULTS),
  /** Documented by Stripe and not in the types of its SDK. */
  pin_check: z.enum(PIN_CHECKS).nullable(),
  postal_code: z.string().nullable(),
  three_d_secure: z.strictObject({ result: z.enum(THREE_D_SECURE_RESULTS) }).nullable(),
});

export function verificationToWire(
  verification: VerificationDataJson,
): z.output<typeof verificationData> {
  return {
    address_line1_check: verification.address_line1_check,
    address_postal_code_check: verification.address_postal_code_check,
    authentication_exemption: verification.authentication_exemption,
    cvc_check: verification.cvc_check,
    expiry_check: verification.expiry_check,
    pin_check: verification.pin_check,
    postal_code: verification.postal_code,
    three_d_secure: verification.three_d_secure,
  };
}
