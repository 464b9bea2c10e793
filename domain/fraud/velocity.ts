/** How busy a card has been of late: each purchase counts half as much with each half-hour that passes. */
export interface Velocity {
  readonly attempts: number;
  readonly declines: number;
  /** Minor units, approved only. */
  readonly amount: number;
}

/** As it is kept: how busy the card was when it was last used. */
export interface KeptVelocity extends Velocity {
  /** Unix seconds. */
  readonly at: number;
}

const HALF_LIFE_SECONDS = 30 * 60;

/** What is left of it by now. A clock that went back lets nothing grow. */
export function velocityAt(kept: KeptVelocity | null, at: number): Velocity {
  if (kept === null) return { attempts: 0, declines: 0, amount: 0 };
  const left = 0.5 ** (Math.max(0, at - kept.at) / HALF_LIFE_SECONDS);
  return {
    attempts: rounded(kept.attempts * left),
    declines: rounded(kept.declines * left),
    amount: Math.round(kept.amount * left),
  };
}

/** What is kept after a decision. What stands beside it in its row is not its business. */
export function velocityAfter(
  kept: KeptVelocity | null,
  at: number,
  { amount, approved }: { readonly amount: bigint; readonly approved: boolean },
): KeptVelocity {
  const before = velocityAt(kept, at);
  return {
    at: Math.max(at, kept?.at ?? at),
    attempts: rounded(before.attempts + 1),
    declines: rounded(before.declines + (approved ? 0 : 1)),
    amount: before.amount + (approved ? Number(amount) : 0),
  };
}

/** Thousandths are enough, and keep the stored text short. */
const rounded = (count: number): number => Math.round(count * 1000) / 1000;
