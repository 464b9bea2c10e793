import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AppError } from '../../../domain/errors.ts';
import { heldOnPaper, onPaper, paperAuthorization } from '../../support/paper-authorization.ts';
import { approved, Books, walk } from './walk.ts';

const amounts = fc.bigInt({ min: 1n, max: 40n });
const commands = fc.oneof(
  fc.record({ kind: fc.constant('capture' as const), amount: amounts, close: fc.boolean() }),
  fc.record({ kind: fc.constant('reverse' as const), amount: amounts }),
  fc.record({ kind: fc.constant('expire' as const) }),
  fc.record({ kind: fc.constant('increment' as const), amount: amounts }),
  fc.record({
    kind: fc.constant('finalize' as const),
    amount: fc.bigInt({ min: 0n, max: 40n }),
  }),
  fc.record({ kind: fc.constant('ask' as const), amount: amounts }),
  fc.constant({ kind: 'approve' as const }),
  fc.constant({ kind: 'decline' as const }),
);
const refused = (run: () => unknown): boolean => {
  try {
    run();
    return false;
  } catch (error) {
    // Anything else is a bug of ours.
    if (error instanceof AppError) return true;
    throw error;
  }
};

/** Risk: a hold that outlives its authorization, or a capture that takes what nobody asked for. */
test('whatever happens to an authorization, its holds, captures and what it spends are those of a simple model', () => {
  const life = fc.property(
    fc.bigInt({ min: 0n, max: 100n }),
    fc.array(commands, { maxLength: 14 }),
    (asked, steps) => {
      const books = new Books();
      let standing = approved(asked, books);
      let paper = paperAuthorization(asked, true);
      for (const command of steps) {
        const next = onPaper(paper, command);
        if (next === undefined) expect(refused(() => walk(standing, command, books))).toBe(true);
        else [standing, paper] = [walk(standing, command, books), next];

        expect(standing.status).toBe(paper.status);
        expect(standing.amount.minor).toBe(paper.amount);
        expect(standing.merchant.minor).toBe(paper.amount);
        expect(books.posted).toBe(paper.captured);
        // What is held is what a pending authorization still says and asks, and nothing otherwise.
        const held = heldOnPaper(paper);
        expect(books.pending).toBe(held);
        expect(standing.hold?.amount.minor ?? 0n).toBe(held);
        expect(standing.spent).toBe(held + paper.captured);
      }
    },
  );
  fc.assert(life, { numRuns: 2_000 });
});
