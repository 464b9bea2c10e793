import fc from 'fast-check';
import type { PaperCommand } from '../support/paper-authorization.ts';

export const CARDS = 3;

/** What may be done to a program: to its cards, by their number, and to what was bought with them. */
export type Command =
  | { readonly kind: 'buy'; readonly card: number; readonly amount: bigint }
  | { readonly kind: 'set'; readonly card: number; readonly status: 'active' | 'inactive' }
  /** `pick` chooses among the authorizations that were there when the round began. */
  | { readonly kind: 'step'; readonly pick: number; readonly step: PaperCommand };

const card = fc.nat(CARDS - 1);
const amounts = fc.bigInt({ min: 1n, max: 900n });
const perhaps = fc.option(
  amounts.map((amount) => ({ amount })),
  { nil: {} },
);
const steps: fc.Arbitrary<PaperCommand> = fc.oneof(
  fc
    .tuple(perhaps, fc.boolean())
    .map(([part, close]) => ({ kind: 'capture', close, ...part }) as const),
  perhaps.map((part) => ({ kind: 'reverse', ...part }) as const),
  fc.constant({ kind: 'expire' } as const),
);

const buys = fc.record({
  kind: fc.constant('buy' as const),
  card,
  amount: fc.oneof({ weight: 9, arbitrary: amounts }, fc.constant(0n)),
});
const settings = fc.record({
  kind: fc.constant('set' as const),
  card,
  status: fc.constantFrom('active' as const, 'inactive' as const),
});
const stepped = fc.record({ kind: fc.constant('step' as const), pick: fc.nat(), step: steps });
const commands: fc.Arbitrary<Command> = fc.oneof(
  { weight: 6, arbitrary: buys },
  { weight: 1, arbitrary: settings },
  { weight: 6, arbitrary: stepped },
);

/** The commands of a round come at once, those of the next when all of them are done. */
export const rounds = fc.array(fc.array(commands, { minLength: 1, maxLength: 8 }), {
  minLength: 1,
  maxLength: 6,
});
