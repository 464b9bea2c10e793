import * as z from 'zod';
import type { FraudChallengeJson } from '../../db/json.ts';

/** A question to the cardholder whether a purchase was his. */
export const fraudChallenge = z.strictObject({
  channel: z.literal('sms'),
  status: z.enum(['expired', 'pending', 'rejected', 'undeliverable', 'verified']),
  undeliverable_reason: z.enum(['no_phone_number', 'unsupported_phone_number']).nullable(),
});

export const challengeToWire = ({
  channel,
  status,
  undeliverable_reason,
}: FraudChallengeJson): z.output<typeof fraudChallenge> => ({
  channel,
  status,
  undeliverable_reason,
});
