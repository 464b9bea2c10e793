/**
 * What the cardholder is asked when a purchase looks like fraud: "was it you?" (contract W12). His yes
 * lets that merchant pass the fraud check for a week, his no warns of the card.
 */
import { failure } from '../errors.ts';

/** As it is kept and as it crosses the wire, but for `expires_at`. */
export interface FraudChallenge {
  readonly channel: 'sms';
  readonly status: 'expired' | 'pending' | 'rejected' | 'undeliverable' | 'verified';
  readonly undeliverable_reason: 'no_phone_number' | 'unsupported_phone_number' | null;
  /** Unix seconds: unanswered until then, it expires. */
  readonly expires_at: number;
}

const ANSWER_SECONDS = 60 * 60;

/** Where text messages are sent: the US and its neighbours in the plan of numbers, and the UK (contract §6.2). */
const REACHED = ['+1', '+44'];

export function challengeFor(phone: string | null, at: number): FraudChallenge {
  const reason = undeliverable(phone);
  return {
    channel: 'sms',
    status: reason ? 'undeliverable' : 'pending',
    undeliverable_reason: reason,
    expires_at: at + ANSWER_SECONDS,
  };
}

function undeliverable(phone: string | null): FraudChallenge['undeliverable_reason'] {
  if (phone === null || phone === '') return 'no_phone_number';
  return REACHED.some((prefix) => phone.startsWith(prefix)) ? null : 'unsupported_phone_number';
}

/** An answer may come until the hour is over. */
export const isLapsed = ({ status, expires_at }: FraudChallenge, at: number): boolean =>
  status === 'pending' && at >= expires_at;

/**
 * The challenge with the cardholder's answer: that he made the purchase, or that he did not.
 *
 * @throws `status_transition_invalid` when nothing was asked, or the answer came before or too late.
 */
export function answer(
  challenge: FraudChallenge | undefined,
  confirmed: boolean,
  at: number,
): FraudChallenge {
  const status = challenge && (isLapsed(challenge, at) ? 'expired' : challenge.status);
  if (challenge === undefined || status !== 'pending') throw unanswerable(status);
  return { ...challenge, status: confirmed ? 'verified' : 'rejected' };
}

function unanswerable(status: FraudChallenge['status'] | undefined) {
  const problem =
    status === undefined
      ? 'This authorization has no fraud challenge.'
      : `The fraud challenge of this authorization cannot be answered: it is ${status}.`;
  return failure('status_transition_invalid', { problem });
}
