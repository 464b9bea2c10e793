import { type AccountId, makeId, type PhysicalBundleId } from '../ids.ts';
import type { Scope } from '../scope.ts';
import type { Features } from './features.ts';

/** A set of things in stock that is personalized and sent: the card's body, the letter, the envelope. */
export const BUNDLE_TYPES = ['custom', 'standard'] as const;
export type BundleType = (typeof BUNDLE_TYPES)[number];

export const BUNDLE_STATUSES = ['active', 'inactive', 'review'] as const;
export type BundleStatus = (typeof BUNDLE_STATUSES)[number];

/** Fewer of a kind are not worth the printer's setup. */
export const CUSTOM_PIECES_MIN = 2_500;

interface StandardBundle {
  readonly name: string;
  readonly features: Features;
}

/** What every account may print on. Only added to, at the end: an id holds the place in this list. */
export const STANDARD_BUNDLES: readonly StandardBundle[] = [
  {
    name: 'Standard plain',
    features: { card_logo: 'unsupported', carrier_text: 'unsupported', second_line: 'optional' },
  },
  {
    name: 'Standard',
    features: { card_logo: 'optional', carrier_text: 'optional', second_line: 'optional' },
  },
  {
    name: 'Standard branded',
    features: { card_logo: 'required', carrier_text: 'required', second_line: 'unsupported' },
  },
];

/** The same for an account and mode wherever it is made: to make the bundles twice makes them once. */
export function standardBundleId({ accountId, livemode }: Scope, place: number): PhysicalBundleId {
  const digits = String(place).padStart(2, '0');
  return makeId('physicalBundle', `${uniqueOf(accountId)}${livemode ? 'l' : 't'}${digits}`);
}

const uniqueOf = (account: AccountId): string => account.slice('acct_'.length);

/** What an operator may do with a custom bundle; standard ones are always active. */
const MOVES = {
  activate: { from: ['inactive', 'review'], to: 'active' },
  deactivate: { from: ['active', 'review'], to: 'inactive' },
} as const;
export type BundleMove = keyof typeof MOVES;

const rules: Readonly<
  Record<BundleMove, { readonly from: readonly BundleStatus[]; readonly to: BundleStatus }>
> = MOVES;

export const canMoveBundle = (
  move: BundleMove,
  { type, status }: { readonly type: BundleType; readonly status: BundleStatus },
): boolean => type === 'custom' && rules[move].from.includes(status);

export const afterBundleMove = (move: BundleMove): BundleStatus => rules[move].to;
