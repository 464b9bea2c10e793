/** What a row of the outbox starts or tells: one kind for each type of workflow. */
export type OutboxKind =
  | 'network_settlement'
  | 'card_fulfillment'
  | 'cardholder_screening'
  | 'design_review'
  | 'payout'
  | 'test_clock'
  | 'webhook_endpoint'
  | 'balance_transfer'
  | 'bank_credit'
  | 'low_balance'
  | 'negative_balance'
  | 'bank_account_verification'
  | 'topup';
