export const TOPUP_STATUSES = ['canceled', 'failed', 'pending', 'reversed', 'succeeded'] as const;
export type TopupStatus = (typeof TOPUP_STATUSES)[number];

/** Who asked for it: a person, or a rule of ours that fills a balance which runs low. */
export const TOPUP_INITIATORS = ['stripe', 'user'] as const;
export type TopupInitiator = (typeof TOPUP_INITIATORS)[number];

/**
 * What becomes of a top-up, and from which status. A debit that settled can still be returned, and
 * what was reversed, canceled or has failed stays so.
 */
export const TOPUP_MOVES = {
  cancel: { from: 'pending', to: 'canceled' },
  fail: { from: 'pending', to: 'failed' },
  reverse: { from: 'succeeded', to: 'reversed' },
  succeed: { from: 'pending', to: 'succeeded' },
} as const satisfies Readonly<
  Record<string, { readonly from: TopupStatus; readonly to: TopupStatus }>
>;
export type TopupMove = keyof typeof TOPUP_MOVES;

export const canTopup = (move: TopupMove, status: TopupStatus): boolean =>
  TOPUP_MOVES[move].from === status;
