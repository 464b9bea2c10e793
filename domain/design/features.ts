/** What a bundle says about each thing that a design, or a card, can add to it. */
export const FEATURE_POLICIES = ['optional', 'required', 'unsupported'] as const;
export type FeaturePolicy = (typeof FEATURE_POLICIES)[number];

export interface Features {
  readonly card_logo: FeaturePolicy;
  readonly carrier_text: FeaturePolicy;
  readonly second_line: FeaturePolicy;
}

const NAMES: Readonly<Record<keyof Features, string>> = {
  card_logo: 'a card logo',
  carrier_text: 'carrier text',
  second_line: 'a second line',
};

/** Why a bundle cannot be printed with, or without, one of its features; `undefined`: it can. */
export function featureProblem(
  features: Features,
  feature: keyof Features,
  isGiven: boolean,
): string | undefined {
  const policy = features[feature];
  if (policy === 'required' && !isGiven) return `The physical bundle requires ${NAMES[feature]}.`;
  if (policy === 'unsupported' && isGiven)
    return `The physical bundle does not support ${NAMES[feature]}.`;
  return undefined;
}

/** The same for the second line of a card, which a card without a design may have. */
export const secondLineProblem = (
  features: Features | undefined,
  isGiven: boolean,
): string | undefined => features && featureProblem(features, 'second_line', isGiven);
