/** What a reviewer may find wrong with a logo. */
export const LOGO_FAULTS = [
  'geographic_location',
  'inappropriate',
  'network_name',
  'non_binary_image',
  'non_fiat_currency',
  'other',
  'other_entity',
  'promotional_material',
] as const;
export type LogoFault = (typeof LOGO_FAULTS)[number];

/** And with the words on the letter. */
export const TEXT_FAULTS = [
  'geographic_location',
  'inappropriate',
  'network_name',
  'non_fiat_currency',
  'other',
  'other_entity',
  'promotional_material',
] as const;
export type TextFault = (typeof TEXT_FAULTS)[number];

export interface Rejection {
  readonly cardLogo: readonly LogoFault[];
  readonly carrierText: readonly TextFault[];
}

/** What is wrong with a rejection itself, which may have been typed into a form; `undefined`: nothing. */
export function rejectionProblem(rejection: Rejection | undefined): string | undefined {
  const logo: unknown = rejection?.cardLogo ?? [];
  const text: unknown = rejection?.carrierText ?? [];
  if (!isAllOf(LOGO_FAULTS, logo)) return `Reasons for a card logo: ${LOGO_FAULTS.join(', ')}.`;
  if (!isAllOf(TEXT_FAULTS, text)) return `Reasons for carrier text: ${TEXT_FAULTS.join(', ')}.`;
  return logo.length + text.length > 0 ? undefined : 'Give at least one reason for the rejection.';
}

const isAllOf = <T extends string>(known: readonly T[], given: unknown): given is readonly T[] =>
  Array.isArray(given) &&
  new Set(given).size === given.length &&
  given.every((each) => known.some((one) => one === each));
