/**
 * The port of a fraud model. Ours is `velocity-model.ts`; a model that has to ask somebody runs before
 * the decision and is heard here as `networkRisk`, because a decision waits for nobody.
 */
import type { Velocity } from './velocity.ts';

export const RISK_LEVELS = [
  'elevated',
  'highest',
  'low',
  'normal',
  'not_assessed',
  'unknown',
] as const;
export type RiskLevel = (typeof RISK_LEVELS)[number];

/** All that a model may look at. */
export interface FraudSignals {
  /** The card's last hour, before this purchase. */
  readonly velocity: Velocity;
  /** As the network estimates it. */
  readonly networkRisk: { readonly level: RiskLevel; readonly score: number | null } | null;
  readonly cardTesting: RiskLevel | null;
  readonly merchantCountry: string | null;
  readonly cardholderCountry: string;
}

/** One thing that speaks against the purchase. */
export interface FraudContribution {
  readonly signal: 'attempts' | 'declines' | 'amount' | 'network_risk' | 'card_testing' | 'country';
  readonly points: number;
  /** What was seen, as a person reads it. */
  readonly seen: string;
}

export interface FraudAssessment {
  /** 0 to 100: the contributions together. */
  readonly score: number;
  /** Those above nought only. */
  readonly contributions: readonly FraudContribution[];
}

export interface FraudModel {
  /** Pure: the same signals give the same score. */
  readonly assess: (signals: FraudSignals) => FraudAssessment;
}
