/**
 * A chain of cards, played by random commands against a model of what people may rely on: which of the
 * cards with one number is meant by it, and who can pay.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { REPLACEMENT_REASONS, type ReplacementReason } from '../../../domain/card/card.ts';
import {
  type ChainCard,
  checkReplacement,
  keepsNumber,
  takeOver,
} from '../../../domain/card/replacement.ts';
import { type CardId, makeId } from '../../../domain/ids.ts';

type Chain = readonly ChainCard[];

const FIRST: ChainCard = {
  id: makeId('card', '0'),
  status: 'active',
  cancellation_reason: null,
  replacement_for: null,
  number_hash: Uint8Array.of(0),
  bears_number: true,
  payments: 0,
  cancel_after_payments: null,
};

const change = (chain: Chain, id: CardId, to: Partial<ChainCard>): Chain =>
  chain.map((card) => (card.id === id ? { ...card, ...to } : card));

/** As `issueCard` makes it: with the number of its original, or with one that nobody has. */
function replaced(chain: Chain, original: ChainCard, reason: ReplacementReason): Chain {
  checkReplacement(original, chain, reason);
  const isSame = keepsNumber(reason);
  const replacement: ChainCard = {
    ...FIRST,
    id: makeId('card', String(chain.length)),
    status: 'inactive',
    replacement_for: original.id,
    number_hash: isSame ? original.number_hash : Uint8Array.of(chain.length),
    bears_number: !isSame,
    cancel_after_payments: original.cancel_after_payments,
  };
  return [...chain, replacement];
}

/** As the update of a card writes it. */
function activated(chain: Chain, card: ChainCard): Chain {
  if (card.status !== 'inactive') return chain;
  const { payments, canceled, bearer } = takeOver(card, chain);
  const without = chain.map((other) => ({
    ...other,
    ...(canceled.includes(other.id) && { status: 'canceled' as const }),
    ...(other.id === bearer && { bears_number: false }),
  }));
  return change(without, card.id, { status: 'active', payments, bears_number: true });
}

const canceled = (chain: Chain, card: ChainCard, why: ChainCard['cancellation_reason']): Chain =>
  card.status === 'canceled'
    ? chain
    : change(chain, card.id, { status: 'canceled', cancellation_reason: why });

const paid = (chain: Chain, card: ChainCard): Chain =>
  card.status === 'active' ? change(chain, card.id, { payments: card.payments + 1 }) : chain;

const command = fc.record({
  at: fc.nat({ max: 8 }),
  verb: fc.oneof(
    fc.constantFrom(...REPLACEMENT_REASONS).map((reason) => ({ kind: 'replace', reason }) as const),
    fc
      .constantFrom('lost', 'stolen', 'fulfillment_error', null)
      .map((why) => ({ kind: 'cancel', why }) as const),
    fc.constant({ kind: 'activate' } as const),
    fc.constant({ kind: 'pay' } as const),
  ),
});
type Command = typeof command extends fc.Arbitrary<infer C> ? C : never;

function step(chain: Chain, { at, verb }: Command): Chain {
  const card = chain[at % chain.length] ?? FIRST;
  try {
    if (verb.kind === 'replace') return replaced(chain, card, verb.reason);
    if (verb.kind === 'cancel') return canceled(chain, card, verb.why);
    return verb.kind === 'activate' ? activated(chain, card) : paid(chain, card);
  } catch {
    return chain;
  }
}

const histories = fc.array(command, { maxLength: 30 });
const played = (commands: readonly Command[], first = FIRST): readonly Chain[] => {
  const all: Chain[] = [[first]];
  for (const each of commands) all.push(step(all.at(-1) ?? [], each));
  return all;
};

const always = (holds: (chain: Chain) => void, first?: ChainCard): void =>
  fc.assert(
    fc.property(histories, (commands) => {
      for (const chain of played(commands, first)) holds(chain);
    }),
    { numRuns: 500 },
  );

const numberOf = ({ number_hash }: ChainCard): string => String(number_hash[0]);

describe('whatever is done to a chain', () => {
  test('each number means one card', () => {
    always((chain) => {
      for (const number of new Set(chain.map(numberOf))) {
        const bearing = chain.filter((card) => card.bears_number && numberOf(card) === number);
        expect(bearing).toHaveLength(1);
      }
    });
  });

  test('at most one card can pay, and it is the one that its number means', () => {
    let successors = 0;
    always((chain) => {
      const active = chain.filter(({ status }) => status === 'active');
      expect(active.length).toBeLessThanOrEqual(1);
      for (const card of active) expect(card.bears_number).toBe(true);
      if (active.some(({ replacement_for }) => replacement_for !== null)) successors += 1;
    });
    expect(successors).toBeGreaterThan(100);
  });

  test('no card is activated whose number was reported lost or stolen on another', () => {
    always((chain) => {
      for (const card of chain.filter(({ status }) => status === 'inactive')) {
        const isStrange = chain.some(
          (other) =>
            numberOf(other) === numberOf(card) &&
            (other.cancellation_reason === 'lost' || other.cancellation_reason === 'stolen'),
        );
        if (isStrange && !card.bears_number)
          expect(() => takeOver(card, chain)).toThrow('reported');
      }
    });
  });

  test('what has been canceled stays so', () => {
    fc.assert(
      fc.property(histories, (commands) => {
        const gone = new Set<CardId>();
        for (const chain of played(commands))
          for (const { id, status } of chain) {
            if (gone.has(id)) expect(status).toBe('canceled');
            if (status === 'canceled') gone.add(id);
          }
      }),
    );
  });

  test('payments of a chain are never forgotten: who is activated knows of all of them', () => {
    fc.assert(
      fc.property(histories, (commands) => {
        const total = { paid: 0 };
        let chain: Chain = [FIRST];
        for (const each of commands) {
          const next = step(chain, each);
          const hasPaid = each.verb.kind === 'pay' && next !== chain;
          if (hasPaid) total.paid += 1;
          chain = next;
          const active = chain.find(({ status }) => status === 'active');
          if (active) expect(active.payments).toBe(total.paid);
        }
      }),
      { numRuns: 500 },
    );
  });
});

test.each([
  ['damaged', 'active', null, true],
  ['damaged', 'inactive', null, true],
  ['damaged', 'canceled', null, false],
  ['expired', 'active', null, true],
  ['expired', 'canceled', null, false],
  ['lost', 'active', null, false],
  ['lost', 'inactive', null, false],
  ['lost', 'canceled', null, true],
  ['lost', 'canceled', 'stolen', true],
  ['stolen', 'active', null, false],
  ['stolen', 'canceled', 'lost', true],
  ['fulfillment_error', 'active', null, false],
  ['fulfillment_error', 'canceled', null, false],
  ['fulfillment_error', 'canceled', 'fulfillment_error', true],
] as const)(
  'as %s, a card that is %s (%s): %s',
  (reason, status, cancellation_reason, isLawful) => {
    const card = { ...FIRST, status, cancellation_reason };
    const check = () => checkReplacement(card, [card], reason);
    if (isLawful) expect(check).not.toThrow();
    else expect(check).toThrow(FIRST.id);
  },
);

test('a replacement that fails in its making is made again, with the same number, while the original pays', () => {
  const [broken] = replaced([FIRST], FIRST, 'damaged').slice(1);
  const chain = canceled([FIRST, broken ?? FIRST], broken ?? FIRST, 'fulfillment_error');
  const [original, failed] = chain;
  const again = replaced(chain, failed ?? FIRST, 'fulfillment_error');
  expect(again).toHaveLength(3);
  expect(original?.status).toBe('active');
  const done = activated(again, again[2] ?? FIRST);
  expect(done.map(({ status }) => status)).toEqual(['canceled', 'canceled', 'active']);
  expect(done.map(({ bears_number }) => bears_number)).toEqual([false, false, true]);
});
