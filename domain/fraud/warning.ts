export const FRAUD_WARNING_TYPES = [
  'card_testing_exposure',
  'fraud_dispute_filed',
  'third_party_reported',
  'user_indicated_fraud',
] as const;

/** What speaks for a card being in other hands, as `latest_fraud_warning` of the card says it (contract §2.2). */
export interface FraudWarning {
  /** Unix seconds. */
  readonly started_at: number;
  readonly type: (typeof FRAUD_WARNING_TYPES)[number];
}
