/**
 * A trace names the version of the rules that judged it. Rules that change under the same number would
 * make old traces lie, so the verdicts of each version on the same purchases are kept here.
 */
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { decide } from '../../../domain/authorization/decide.ts';
import { packFacts, unpackFacts } from '../../../domain/authorization/pack-facts.ts';
import { RULES_VERSION } from '../../../domain/authorization/policy.ts';
import { CORPUS } from './corpus.ts';

/** Add the next one beside its predecessors, and raise `RULES_VERSION`. Never edit one that was released. */
const VERDICTS: Readonly<Record<number, string>> = {
  1: '83f72c67b440cea213879a70890fd5d230f590444ff7c8f1d90bbeb5f27e6eea',
};

test('rules that judge otherwise, or see something else, have another version', () => {
  const judged = CORPUS.map((facts) => {
    const kept = unpackFacts(JSON.parse(JSON.stringify(packFacts(facts))));
    return decide(kept).trace;
  });
  const text = JSON.stringify(judged, (_key, value: unknown) =>
    typeof value === 'bigint' ? `${value}n` : value,
  );
  expect(createHash('sha256').update(text).digest('hex')).toBe(VERDICTS[RULES_VERSION]);
});
