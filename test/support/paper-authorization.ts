/**
 * The life of an authorization as a person with paper and pencil would keep it, written from the table
 * of states (contract §2.3) and not from the code that it judges.
 */
import { unreachable } from '../../domain/invariant.ts';

export interface PaperAuthorization {
  readonly approved: boolean;
  readonly status: 'closed' | 'expired' | 'pending' | 'reversed';
  readonly amount: bigint;
  /** What merchants have taken, all captures together. */
  readonly captured: bigint;
}

/** Without an amount: all of it. */
export type PaperCommand =
  | { readonly kind: 'capture'; readonly amount?: bigint; readonly close: boolean }
  | { readonly kind: 'reverse'; readonly amount?: bigint }
  | { readonly kind: 'expire' };

export const paperAuthorization = (amount: bigint, approved: boolean): PaperAuthorization => ({
  approved,
  status: approved && amount > 0n ? 'pending' : 'closed',
  amount,
  captured: 0n,
});

export const heldOnPaper = ({ status, amount }: PaperAuthorization): bigint =>
  status === 'pending' ? amount : 0n;

/** How it stands after the command; `undefined` when the command is refused. */
export function onPaper(
  paper: PaperAuthorization,
  command: PaperCommand,
): PaperAuthorization | undefined {
  switch (command.kind) {
    case 'capture':
      return afterCapture(paper, command);
    case 'reverse':
      return afterReversal(paper, command.amount ?? paper.amount);
    case 'expire':
      return paper.status === 'pending' ? { ...paper, status: 'expired' } : undefined;
    default:
      return unreachable(command);
  }
}

function afterCapture(
  paper: PaperAuthorization,
  command: { readonly amount?: bigint; readonly close: boolean },
): PaperAuthorization | undefined {
  const { status, amount } = paper;
  const all = status === 'pending' || status === 'expired' ? amount : 0n;
  const taken = command.amount ?? all;
  if (taken === 0n) return undefined;
  const captured = paper.captured + taken;
  if (command.close || status !== 'pending') return { ...paper, status: 'closed', captured };
  return { ...paper, amount: taken > amount ? 0n : amount - taken, captured };
}

function afterReversal(paper: PaperAuthorization, part: bigint): PaperAuthorization | undefined {
  const { status, amount } = paper;
  if (status !== 'pending' || part > amount) return undefined;
  return { ...paper, status: part === amount ? 'reversed' : 'pending', amount: amount - part };
}
