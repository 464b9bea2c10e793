import { expect, test } from 'vitest';
import { type Outlook, outlookOf } from '../../../domain/card/readiness.ts';

type Card = Parameters<typeof outlookOf>[0];

const ADDRESS = {
  line1: '1 Main Street',
  line2: null,
  city: 'San Francisco',
  state: 'CA',
  postal_code: '94111',
  country: 'US',
};
const READY: Card = {
  cardStatus: 'inactive',
  cardholder: { status: 'active', screening: 'clear' },
  design: null,
  shipping: {
    address_validation: { mode: 'disabled', normalized_address: null, result: null },
  },
};
const unchecked = {
  mode: 'validation_and_normalization' as const,
  normalized_address: null,
  result: null,
};

/** In order of precedence: each row has all the obstacles of those below it. */
const OBSTACLES: readonly (readonly [string, Partial<Card>, Outlook])[] = [
  ['canceled', { cardStatus: 'canceled' }, { next: 'withdraw', reason: null }],
  [
    'for a blocked cardholder',
    { cardholder: { status: 'blocked', screening: 'rejected' } },
    { next: 'withdraw', reason: null },
  ],
  ['of a rejected design', { design: 'rejected' }, { next: 'withdraw', reason: 'design_rejected' }],
  [
    'for a cardholder who may be on a list',
    { cardholder: { status: 'active', screening: 'listed' } },
    { next: 'wait', waitsFor: 'the_reviewer' },
  ],
  [
    'for a cardholder who is being searched for',
    { cardholder: { status: 'active', screening: 'under_review' } },
    { next: 'wait', waitsFor: 'the_screening' },
  ],
  ['of a design in review', { design: 'review' }, { next: 'wait', waitsFor: 'the_design' }],
  ['of a design out of use', { design: 'inactive' }, { next: 'wait', waitsFor: 'the_design' }],
  [
    'to an address that nobody has checked',
    { shipping: { address_validation: unchecked } },
    { next: 'validate_address' },
  ],
  [
    'to an address that is probably none',
    {
      shipping: {
        address_validation: {
          ...unchecked,
          normalized_address: ADDRESS,
          result: 'likely_undeliverable',
        },
      },
    },
    { next: 'wait', waitsFor: 'a_better_address' },
  ],
];

test.each(OBSTACLES.map(([what], row) => [what, row] as const))(
  'a card %s is held up by that, whatever else would hold it up',
  (_, row) => {
    const below = OBSTACLES.slice(row).toReversed();
    const card = below.reduce((all, [, obstacle]) => ({ ...all, ...obstacle }), READY);
    expect(outlookOf(card)).toEqual(OBSTACLES[row]?.[2]);
  },
);

test.each(['likely_deliverable', 'indeterminate', null] as const)(
  'a card whose address is %s is ready',
  (result) => {
    const validation = { ...unchecked, normalized_address: ADDRESS, result };
    const card = {
      ...READY,
      design: 'active' as const,
      shipping: { address_validation: validation },
    };
    expect(outlookOf(card)).toEqual({ next: 'submit' });
  },
);
