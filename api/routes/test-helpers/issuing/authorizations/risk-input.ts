import * as z from 'zod';
import type { RiskJson } from '../../../../../db/json.ts';
import { RISK_LEVELS } from '../../../../../domain/fraud/model.ts';
import { integer, number, orNull } from '../../../../input.ts';

const percent = () => integer({ min: 0, max: 100 });
const level = z.enum(RISK_LEVELS);

const DISPUTABILITY = ['neutral', 'unknown', 'very_likely', 'very_unlikely'] as const;

/** What the simulated network thinks of the risk: read by the fraud model, and on the wire only as a score. */
export const riskInput = z.strictObject({
  card_testing_risk: orNull(
    z.strictObject({
      level,
      invalid_account_number_decline_rate_past_hour: orNull(percent()),
      invalid_credentials_decline_rate_past_hour: orNull(percent()),
    }),
  ),
  fraud_risk: orNull(z.strictObject({ level, score: orNull(number({ min: 0, max: 100 })) })),
  merchant_dispute_risk: orNull(z.strictObject({ level, dispute_rate: orNull(percent()) })),
});

export const disputabilityInput = z.enum(DISPUTABILITY);

/** Null: nothing was said. */
export const toRisk = (
  risk: z.output<typeof riskInput> | undefined,
  likelihood: z.output<typeof disputabilityInput> | undefined,
): RiskJson | null =>
  risk === undefined && likelihood === undefined
    ? null
    : {
        card_testing_risk: risk?.card_testing_risk ?? null,
        fraud_risk: risk?.fraud_risk ?? null,
        merchant_dispute_risk: risk?.merchant_dispute_risk ?? null,
        fraud_disputability_likelihood: likelihood ?? null,
      };
