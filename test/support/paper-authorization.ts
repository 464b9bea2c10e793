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
  /** What an endpoint has been asked for and has not answered. */
  readonly asked?: bigint;
}

/** Without an amount: all of it. */
export type PaperCommand =
  | { readonly kind: 'capture'; readonly amount?: bigint; readonly close: boolean }
  | { readonly kind: 'reverse'; readonly amount?: bigint }
  | { readonly kind: 'finalize' | 'increment' | 'ask'; readonly amount: bigint }
  | { readonly kind: 'expire' }
  | { readonly kind: 'approve' }
  | { readonly kind: 'decline' };

export const paperAuthorization = (amount: bigint, approved: boolean): PaperAuthorization => ({
  approved,
  status: approved && amount > 0n ? 'pending' : 'closed',
  amount,
  captured: 0n,
});

export const heldOnPaper = ({ status, amount, asked = 0n }: PaperAuthorization): bigint =>
  status === 'pending' ? amount + asked : 0n;

/** How it stands after the command; `undefined` when the command is refused. */
export function onPaper(
  paper: PaperAuthorization,
  command: PaperCommand,
): PaperAuthorization | undefined {
  const { asked, ...answered } = paper;
  if (command.kind === 'approve')
    return asked === undefined ? undefined : { ...answered, amount: paper.amount + asked };
  if (command.kind === 'decline') return asked === undefined ? undefined : answered;
  if (asked !== undefined) return undefined;
  if (command.kind === 'capture') return afterCapture(paper, command);
  return paper.status === 'pending' ? whilePending(paper, command) : undefined;
}

function whilePending(
  paper: PaperAuthorization,
  command: Exclude<PaperCommand, { readonly kind: 'approve' | 'capture' | 'decline' }>,
): PaperAuthorization | undefined {
  const { amount, captured } = paper;
  switch (command.kind) {
    case 'reverse':
      return afterReversal(paper, command.amount ?? amount);
    case 'expire':
      return { ...paper, status: 'expired' };
    case 'increment':
      return { ...paper, amount: amount + command.amount };
    case 'ask':
      return { ...paper, asked: command.amount };
    case 'finalize':
      if (captured > 0n) return undefined;
      return {
        ...paper,
        status: command.amount === 0n ? 'reversed' : 'pending',
        amount: command.amount,
      };
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

/** Money that was taken is not undone: then what is left is closed. */
function afterReversal(paper: PaperAuthorization, part: bigint): PaperAuthorization | undefined {
  const { amount, captured } = paper;
  if (part > amount) return undefined;
  const ended = captured > 0n ? 'closed' : 'reversed';
  return { ...paper, status: part === amount ? ended : 'pending', amount: amount - part };
}
