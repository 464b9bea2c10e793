export const WALLET_REFUSALS = [
  'missing_agreement',
  'missing_cardholder_contact',
  'unsupported_region',
] as const;
export type WalletRefusal = (typeof WALLET_REFUSALS)[number];

/**
 * Why a card cannot be added to a wallet. The wallet's code goes to the cardholder's phone and e-mail,
 * so without them no agreement would help; and this program has no agreement with any wallet.
 */
export const walletRefusal = ({
  email,
  phone_number,
}: {
  readonly email: string | null;
  readonly phone_number: string | null;
}): WalletRefusal | null =>
  email === null || phone_number === null ? 'missing_cardholder_contact' : 'missing_agreement';
