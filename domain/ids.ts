/** Each kind of object that has an id, and the prefix by which callers know it. */
const PREFIXES = {
  account: 'acct',
  apiKey: 'key',
  authorization: 'iauth',
  balanceTransaction: 'txn',
  balanceTransfer: 'btr',
  bankAccount: 'ba',
  bankAccountToken: 'btok',
  bankCredit: 'bcr',
  card: 'ic',
  cardBox: 'box',
  cardholder: 'ich',
  ephemeralKey: 'ephkey',
  event: 'evt',
  file: 'file',
  fileLink: 'link',
  fundingInstructions: 'fi',
  fundingRule: 'ifr',
  issuingTransaction: 'ipi',
  ledgerAccount: 'lacct',
  mandate: 'mandate',
  negativeBalance: 'neg',
  outboxEntry: 'out',
  paymentMethod: 'pm',
  payout: 'po',
  personalizationDesign: 'ipd',
  physicalBundle: 'ipb',
  pinEncryptionKey: 'pinkey',
  request: 'req',
  settlement: 'iset',
  settlementBreak: 'brk',
  setupIntent: 'seti',
  source: 'src',
  testClock: 'clock',
  topup: 'tu',
  webhookDelivery: 'whd',
  webhookEndpoint: 'we',
} as const;

export type IdKind = keyof typeof PREFIXES;

/** A card id is not a cardholder id, although both are text: mixing them does not compile. */
export type Id<K extends IdKind> = `${(typeof PREFIXES)[K]}_${string}` & { readonly __kind: K };
export type AccountId = Id<'account'>;
export type ApiKeyId = Id<'apiKey'>;
export type AuthorizationId = Id<'authorization'>;
export type BalanceTransactionId = Id<'balanceTransaction'>;
export type BalanceTransferId = Id<'balanceTransfer'>;
export type BankAccountTokenId = Id<'bankAccountToken'>;
export type BankCreditId = Id<'bankCredit'>;
export type BankAccountId = Id<'bankAccount'>;
export type CardId = Id<'card'>;
export type CardBoxId = Id<'cardBox'>;
export type CardholderId = Id<'cardholder'>;
export type EphemeralKeyId = Id<'ephemeralKey'>;
export type EventId = Id<'event'>;
export type FileId = Id<'file'>;
export type FileLinkId = Id<'fileLink'>;
export type FundingInstructionsId = Id<'fundingInstructions'>;
export type FundingRuleId = Id<'fundingRule'>;
export type IssuingTransactionId = Id<'issuingTransaction'>;
export type LedgerAccountId = Id<'ledgerAccount'>;
export type NegativeBalanceId = Id<'negativeBalance'>;
export type OutboxEntryId = Id<'outboxEntry'>;
export type PaymentMethodId = Id<'paymentMethod'>;
export type PayoutId = Id<'payout'>;
export type PersonalizationDesignId = Id<'personalizationDesign'>;
export type PhysicalBundleId = Id<'physicalBundle'>;
export type SettlementBreakId = Id<'settlementBreak'>;
export type SettlementId = Id<'settlement'>;
export type PinEncryptionKeyId = Id<'pinEncryptionKey'>;
export type SetupIntentId = Id<'setupIntent'>;
export type SourceId = Id<'source'>;
export type TestClockId = Id<'testClock'>;
export type TopupId = Id<'topup'>;
export type WebhookDeliveryId = Id<'webhookDelivery'>;
export type WebhookEndpointId = Id<'webhookEndpoint'>;

/** As the database has it in `object_id`. Bounded: nothing longer reaches an index or a log line. */
const ID = /^[a-z]+_[A-Za-z0-9]{1,58}$/;

/** The only way from text to an id. `undefined` means that no object can have this id. */
export function parseId<K extends IdKind>(kind: K, text: string): Id<K> | undefined {
  return text.startsWith(`${PREFIXES[kind]}_`) && ID.test(text) ? (text as Id<K>) : undefined;
}

/** Which kind of object an id names, by its prefix. */
export function kindOfId(text: string): IdKind | undefined {
  return (Object.keys(PREFIXES) as IdKind[]).find((kind) => text.startsWith(`${PREFIXES[kind]}_`));
}

/** Makes an id from a text that is unique and sorts by time: `domain/` has no clock and no randomness. */
export function makeId<K extends IdKind>(kind: K, unique: string): Id<K> {
  return `${PREFIXES[kind]}_${unique}` as Id<K>;
}
