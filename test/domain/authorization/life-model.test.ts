import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AppError } from '../../../domain/errors.ts';
import { approved, Books, type Command, walk } from './walk.ts';

/** What a person with paper and pencil would keep: three words and a number. */
interface Paper {
  readonly status: string;
  readonly amount: bigint;
  readonly captured: bigint;
}

/** Written from the table of states (contract §2.3), not from the code. `undefined`: refused. */
function onPaper({ status, amount, captured }: Paper, command: Command): Paper | undefined {
  if (command.kind === 'capture') {
    const total = captured + command.amount;
    if (command.close || status !== 'pending') return { status: 'closed', amount, captured: total };
    const left = amount - command.amount;
    return { status, amount: left < 0n ? 0n : left, captured: total };
  }
  if (status !== 'pending') return undefined;
  if (command.kind === 'expire') return { status: 'expired', amount, captured };
  if (command.amount > amount) return undefined;
  if (command.amount === amount) return { status: 'reversed', amount: 0n, captured };
  return { status, amount: amount - command.amount, captured };
}

const amounts = fc.bigInt({ min: 1n, max: 40n });
const commands = fc.oneof(
  fc.record({ kind: fc.constant('capture' as const), amount: amounts, close: fc.boolean() }),
  fc.record({ kind: fc.constant('reverse' as const), amount: amounts }),
  fc.record({ kind: fc.constant('expire' as const) }),
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
test('whatever happens to an authorization, its holds and captures are those of a simple model', () => {
  const life = fc.property(
    fc.bigInt({ min: 0n, max: 100n }),
    fc.array(commands, { maxLength: 12 }),
    (asked, steps) => {
      const books = new Books();
      let standing = approved(asked, books);
      let paper: Paper = { status: asked > 0n ? 'pending' : 'closed', amount: asked, captured: 0n };
      for (const command of steps) {
        const next = onPaper(paper, command);
        if (next === undefined) expect(refused(() => walk(standing, command, books))).toBe(true);
        else [standing, paper] = [walk(standing, command, books), next];

        expect(standing.status).toBe(paper.status);
        expect(standing.amount.minor).toBe(paper.amount);
        expect(books.posted).toBe(paper.captured);
        // What is held is what a pending authorization still says, and nothing otherwise.
        const held = paper.status === 'pending' ? paper.amount : 0n;
        expect(books.pending).toBe(held);
        expect(standing.hold?.amount.minor ?? 0n).toBe(held);
      }
    },
  );
  fc.assert(life, { numRuns: 1_000 });
});
