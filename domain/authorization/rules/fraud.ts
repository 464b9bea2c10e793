import { FRAUD_SCORE_BLOCKS } from '../../fraud/velocity-model.ts';
import { check } from '../check.ts';

/** A model may err, and the cardholder knows: his yes counts more than a score (contract §3.2, rule 13; W12). */
export const fraudScore = check('fraud_score', {
  reads: ({ fraud: { assessment, verifiedByChallenge } }) => ({
    score: assessment.score,
    blocksFrom: FRAUD_SCORE_BLOCKS,
    contributions: assessment.contributions,
    verifiedByChallenge,
  }),
  passes: ({ score, blocksFrom, verifiedByChallenge }) => score < blocksFrom || verifiedByChallenge,
  why: ({ score, blocksFrom, contributions }) => {
    const named = contributions.map(({ signal, points }) => `${signal} ${points}`);
    return `It looks like fraud: the score is ${score} of 100 (${named.join(', ')}) and ${blocksFrom} blocks.`;
  },
});
