/**
 * What a decision endpoint has answered, judged by the rules of contract §3.5. Whatever breaks one of
 * them is an error with a sentence that names the rule, for the owner of the endpoint: it repeats
 * nothing of the answer but the names of his own metadata.
 */
import { metadataProblem, mergeMetadata, type Metadata } from '../metadata.ts';

/** What the endpoint was asked, as far as its answer is judged by it. */
export interface AskedDecision {
  /** Minor units; of an increment, the difference. */
  readonly amount: bigint;
  readonly isAmountControllable: boolean;
  /** Of the amount, what the terminal hands out: it cannot hand out a part. */
  readonly cashback: bigint;
  /** What the authorization carries already. */
  readonly metadata: Metadata;
}

/** The answer as it came over the network. */
export interface RawAnswer {
  readonly status: number;
  /** The header `Stripe-Version`. */
  readonly version: string | undefined;
  /** Absent: there was more of it than is read. */
  readonly body: string | undefined;
}

export type EndpointAnswer =
  | {
      readonly kind: 'approved';
      /** What it approves: all that was asked, unless it said less. */
      readonly amount: bigint;
      readonly metadata: Metadata;
    }
  | {
      readonly kind: 'declined';
      readonly metadata: Metadata;
      /** It wants the cardholder to be asked whether it was he. */
      readonly sendsFraudChallenge: boolean;
    }
  | {
      readonly kind: 'error';
      readonly message: string;
      /** It said no, whatever else it said wrong: no policy makes a yes of that. */
      readonly saidNo: boolean;
      /** The endpoint does not serve: it could not be reached, or answered with a status of 5xx. */
      readonly isDown: boolean;
    }
  | { readonly kind: 'timeout'; readonly message: string };

type Judged = Exclude<EndpointAnswer, { kind: 'timeout' }>;

type Wrong = Extract<EndpointAnswer, { kind: 'error' }>;

const wrong = (message: string): Wrong => ({
  kind: 'error',
  message,
  saidNo: false,
  isDown: false,
});

/** The endpoint could not be asked. */
export const notReached = (message: string): Wrong => ({
  ...wrong(message),
  isDown: true,
});

/** The endpoint said nothing while the terminal could wait. */
export const TIMEOUT: Extract<EndpointAnswer, { kind: 'timeout' }> = {
  kind: 'timeout',
  message: 'The endpoint did not answer in time.',
};

export function judgeAnswer({ status, version, body }: RawAnswer, asked: AskedDecision): Judged {
  if (status !== 200) {
    const message = `The endpoint answered with status ${status}: only 200 is a decision.`;
    return { ...wrong(message), isDown: status >= 500 };
  }
  if (version === undefined || version.trim() === '')
    return wrong('The answer lacks the header Stripe-Version.');
  if (body === undefined) return wrong('The answer is too long.');
  const answer = hashIn(body);
  if (answer === undefined) return wrong('The body of the answer is not a JSON object.');
  const { approved } = answer;
  if (approved === undefined) return wrong('The answer lacks `approved`.');
  if (typeof approved !== 'boolean') return wrong('`approved` must be true or false.');
  return approved ? judgeApproval(answer, asked) : judgeDecline(answer, asked);
}

type Hash = Readonly<Record<string, unknown>>;

function judgeApproval(answer: Hash, asked: AskedDecision): Judged {
  const amount = judgeAmount(answer['amount'], asked);
  if (typeof amount === 'string') return wrong(amount);
  const metadata = judgeMetadata(answer['metadata'], asked.metadata);
  if (typeof metadata === 'string') return wrong(metadata);
  if (!isAbsent(answer['send_fraud_challenges']))
    return wrong('`send_fraud_challenges` goes with a decline only.');
  return { kind: 'approved', amount, metadata };
}

/** An amount beside a no says nothing, and is not looked at. */
function judgeDecline(answer: Hash, asked: AskedDecision): Judged {
  const metadata = judgeMetadata(answer['metadata'], asked.metadata);
  if (typeof metadata === 'string') return { ...wrong(metadata), saidNo: true };
  const challenges = answer['send_fraud_challenges'];
  const sendsFraudChallenge = Array.isArray(challenges) && challenges.length > 0;
  if (!isAbsent(challenges) && !isListOfSms(challenges))
    return { ...wrong('`send_fraud_challenges` must be ["sms"].'), saidNo: true };
  return { kind: 'declined', metadata, sendsFraudChallenge };
}

/** The amount that is approved, or what is wrong with it. */
function judgeAmount(raw: unknown, asked: AskedDecision): bigint | string {
  if (isAbsent(raw)) return asked.amount;
  if (typeof raw !== 'number' || !Number.isSafeInteger(raw) || raw <= 0)
    return '`amount` must be a positive integer.';
  return amountProblem(BigInt(raw), asked) ?? BigInt(raw);
}

/** Why not so much can be approved, by whichever way it is said; `undefined`: it can. */
export function amountProblem(
  amount: bigint,
  { amount: asked, isAmountControllable, cashback }: Omit<AskedDecision, 'metadata'>,
): string | undefined {
  if (!isAmountControllable) return 'The amount of this request is not controllable.';
  if (amount > asked) return '`amount` must be at most the amount that was asked.';
  return amount < cashback ? '`amount` must be at least the cashback.' : undefined;
}

/** The pairs to be merged, or what is wrong with them. */
function judgeMetadata(raw: unknown, current: Metadata): Metadata | string {
  if (isAbsent(raw)) return {};
  if (!isHash(raw)) return '`metadata` must be a hash.';
  const pairs = Object.entries(raw);
  for (const [key, value] of pairs) {
    const problem = metadataProblem(key, value);
    if (problem !== undefined) return problem;
  }
  const change = Object.fromEntries(pairs.map(([key, value]) => [key, String(value)]));
  return hasRoomFor(current, change) ? change : 'The authorization would have too many metadata.';
}

function hasRoomFor(current: Metadata, change: Metadata): boolean {
  try {
    mergeMetadata(current, change);
    return true;
  } catch {
    return false;
  }
}

/** Serializers write null for what is not there. */
const isAbsent = (value: unknown): boolean => value === undefined || value === null;

const isListOfSms = (value: unknown): boolean =>
  Array.isArray(value) && value.length <= 1 && value.every((each) => each === 'sms');

const isHash = (value: unknown): value is Hash =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function hashIn(text: string): Hash | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isHash(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
