/**
 * Where the watch-list screening of a cardholder stands. `clear` is no promise that the cardholder may
 * spend: `requirements.ts` says what else is missing.
 */
export const SCREENING_STATES = ['clear', 'listed', 'rejected', 'under_review'] as const;
export type ScreeningState = (typeof SCREENING_STATES)[number];

interface Move {
  readonly from: readonly ScreeningState[];
  readonly to: ScreeningState;
}

/** The one place that says what is lawful when: workflow, operator's route and documents read it. */
const MOVES = {
  /** The provider found nothing. */
  pass: { from: ['under_review'], to: 'clear' },
  /** The provider found a possible match: a person decides. */
  match: { from: ['under_review'], to: 'listed' },
  /** A person says that it is somebody else. */
  clear: { from: ['listed'], to: 'clear' },
  /** A person confirms the match: the cardholder is blocked for good. */
  reject: { from: ['listed'], to: 'rejected' },
} as const satisfies Record<string, Move>;
export type ScreeningMove = keyof typeof MOVES;

const rules: Readonly<Record<ScreeningMove, Move>> = MOVES;

export const canScreen = (move: ScreeningMove, state: ScreeningState): boolean =>
  rules[move].from.includes(state);

export const afterScreening = (move: ScreeningMove): ScreeningState => rules[move].to;

/** Settled until the cardholder's details change again. */
export const isScreened = (state: ScreeningState): boolean =>
  state === 'clear' || state === 'rejected';
