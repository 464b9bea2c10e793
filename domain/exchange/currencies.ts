/**
 * The currencies in which merchants charge, and how many decimals each has. Codes and decimals are those
 * of ISO 4217 (list one, the column "minor unit"), whatever a country prints on its price tags: the
 * króna has none, the forint two, the dinars of the Gulf three.
 */
const DECIMALS = {
  aed: 2,
  ars: 2,
  aud: 2,
  bhd: 3,
  brl: 2,
  cad: 2,
  chf: 2,
  clp: 0,
  cny: 2,
  cop: 2,
  czk: 2,
  dkk: 2,
  egp: 2,
  eur: 2,
  gbp: 2,
  hkd: 2,
  huf: 2,
  idr: 2,
  ils: 2,
  inr: 2,
  isk: 0,
  jod: 3,
  jpy: 0,
  krw: 0,
  kwd: 3,
  mad: 2,
  mxn: 2,
  myr: 2,
  nok: 2,
  nzd: 2,
  omr: 3,
  pen: 2,
  php: 2,
  pln: 2,
  pyg: 0,
  qar: 2,
  ron: 2,
  sar: 2,
  sek: 2,
  sgd: 2,
  thb: 2,
  tnd: 3,
  try: 2,
  twd: 2,
  uah: 2,
  usd: 2,
  vnd: 0,
  xof: 0,
  xpf: 0,
  zar: 2,
} as const satisfies Readonly<Record<string, 0 | 2 | 3>>;

export type MerchantCurrency = keyof typeof DECIMALS;

export const isMerchantCurrency = (text: string): text is MerchantCurrency =>
  Object.hasOwn(DECIMALS, text);

export const MERCHANT_CURRENCIES = Object.keys(DECIMALS).filter(isMerchantCurrency);

/** How many decimals an amount in major units has: 2 for cents, 0 for yen. */
export const decimalsOf = (currency: MerchantCurrency): number => DECIMALS[currency];
