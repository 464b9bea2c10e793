/**
 * Our fraud model: points for each thing that speaks against a purchase, named in the trace. What the
 * card does by itself, together with a merchant abroad, stays below the threshold: a busy card is no
 * fraud. It takes a sign from outside as well, or one strong sign from the network.
 */
import type { FraudContribution, FraudModel, FraudSignals, RiskLevel } from './model.ts';

/** A score from here on is a block. Far below one ordinary purchase in two hundred reaches it. */
export const FRAUD_SCORE_BLOCKS = 75;

/** Points that one of the network's estimates gives. `highest` blocks alone. */
const RISK_POINTS: Readonly<Record<RiskLevel, number>> = {
  highest: 80,
  elevated: 30,
  normal: 0,
  low: 0,
  not_assessed: 0,
  unknown: 0,
};

/** Where a score comes without a level, what is above these has it (contract §3.7: above 25 is elevated). */
const ELEVATED_ABOVE = 25;
const HIGHEST_ABOVE = 75;

/** Up to `free` costs nothing; each one more costs `each`, up to `max`. */
const VELOCITY_POINTS = {
  attempts: { free: 10, each: 2, max: 20 },
  declines: { free: 3, each: 5, max: 25 },
  /** By the thousand of the major unit. */
  amount: { free: 5, each: 3, max: 15 },
} as const;
const MINOR_UNITS_PER_THOUSAND = 100_000;

const COUNTRY_POINTS = 10;

export const velocityModel: FraudModel = {
  assess(signals) {
    const contributions = SIGNALS.flatMap(({ signal, points, seen }) => {
      const given = points(signals);
      return given > 0 ? [{ signal, points: given, seen: seen(signals) }] : [];
    });
    const sum = contributions.reduce((total, { points }) => total + points, 0);
    return { score: Math.min(100, sum), contributions };
  },
};

interface Signal {
  readonly signal: FraudContribution['signal'];
  readonly points: (signals: FraudSignals) => number;
  readonly seen: (signals: FraudSignals) => string;
}

const SIGNALS: readonly Signal[] = [
  {
    signal: 'attempts',
    points: ({ velocity }) => velocityPoints('attempts', velocity.attempts),
    seen: ({ velocity }) => `${Math.round(velocity.attempts)}`,
  },
  {
    signal: 'declines',
    points: ({ velocity }) => velocityPoints('declines', velocity.declines),
    seen: ({ velocity }) => `${Math.round(velocity.declines)}`,
  },
  {
    signal: 'amount',
    points: ({ velocity }) => velocityPoints('amount', velocity.amount / MINOR_UNITS_PER_THOUSAND),
    // Whole units: nobody needs the cents to see why.
    seen: ({ velocity }) => `${BigInt(Math.round(velocity.amount)) / 100n}`,
  },
  {
    signal: 'network_risk',
    points: ({ networkRisk }) => (networkRisk ? RISK_POINTS[levelOf(networkRisk)] : 0),
    seen: ({ networkRisk }) => (networkRisk ? levelOf(networkRisk) : ''),
  },
  {
    signal: 'card_testing',
    points: ({ cardTesting }) => (cardTesting ? RISK_POINTS[cardTesting] : 0),
    seen: ({ cardTesting }) => cardTesting ?? '',
  },
  {
    signal: 'country',
    points: (signals) => (isAbroad(signals) ? COUNTRY_POINTS : 0),
    seen: ({ merchantCountry, cardholderCountry }) => `${merchantCountry}/${cardholderCountry}`,
  },
];

function velocityPoints(signal: keyof typeof VELOCITY_POINTS, seen: number): number {
  const { free, each, max } = VELOCITY_POINTS[signal];
  return Math.min(max, Math.max(0, Math.round((seen - free) * each)));
}

const isAbroad = ({ merchantCountry, cardholderCountry }: FraudSignals): boolean =>
  merchantCountry !== null && merchantCountry !== cardholderCountry;

function levelOf({ level, score }: NonNullable<FraudSignals['networkRisk']>): RiskLevel {
  if (score === null || (level !== 'unknown' && level !== 'not_assessed')) return level;
  if (score > HIGHEST_ABOVE) return 'highest';
  return score > ELEVATED_ABOVE ? 'elevated' : 'normal';
}
