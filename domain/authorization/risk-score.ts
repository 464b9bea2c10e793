/**
 * The network's estimate as the wire has it: a whole number from 1 to 99. A score that is none, because
 * the assessment is finer or names nothing, is left out rather than rounded into another.
 */
export const networkRiskScore = (score: number | null | undefined): number | null =>
  Number.isInteger(score) && Number(score) >= 1 && Number(score) <= 99 ? Number(score) : null;
