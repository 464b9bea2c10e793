/** Whether cards may be printed after a design, and what is lawful when. */
export const DESIGN_STATUSES = ['active', 'inactive', 'rejected', 'review'] as const;
export type DesignStatus = (typeof DESIGN_STATUSES)[number];

interface Move {
  readonly from: readonly DesignStatus[];
  readonly to: DesignStatus;
}

/** The one place that says it: workflow, test helpers, operator's routes and documents read it. */
const MOVES = {
  /** A person approves it, or takes it up again. */
  activate: { from: ['inactive', 'review'], to: 'active' },
  /** A person takes it out of use. */
  deactivate: { from: ['active'], to: 'inactive' },
  /** A person says what is wrong with it. An edit sends it to review again. */
  reject: { from: ['review'], to: 'rejected' },
} as const satisfies Record<string, Move>;
export type DesignMove = keyof typeof MOVES;

const rules: Readonly<Record<DesignMove, Move>> = MOVES;

export const canMoveDesign = (move: DesignMove, status: DesignStatus): boolean =>
  rules[move].from.includes(status);

export const afterDesignMove = (move: DesignMove): DesignStatus => rules[move].to;

/** A card may be ordered with it: printed at once, or when the review has ended well. */
export const isUsable = (status: DesignStatus): status is 'active' | 'review' =>
  status === 'active' || status === 'review';
