import type { PlatformFault } from '../domain/authorization/facts.ts';
import type { AuthorizationId } from '../domain/ids.ts';
import type { Scope } from '../domain/scope.ts';
import type { Purchase } from './purchase.ts';

/** A purchase on its way, with what its asker wants to hold us to. */
export interface PurchaseRequest {
  readonly scope: Scope;
  readonly purchase: Purchase;
  readonly requestId: string;
  /** Present when a repetition is to get the answer of the first time. */
  readonly keyed?: KeyedRequest | undefined;
}

export interface KeyedRequest {
  readonly key: string;
  /** Of all that was asked: another request under the same key is refused. */
  readonly hash: Buffer;
}

/** The authorization as JSON, and whose answer it was first when this is a repetition. */
export interface PurchaseAnswer {
  readonly body: string;
  readonly original?: string;
}

/** A purchase that waits to be decided, and whoever waits for it. */
export interface Entry {
  readonly request: PurchaseRequest;
  readonly id: AuthorizationId;
  /**
   * For an account on a test clock, by whose time its ids sort: takes this id in place of its own, before it
   * is first written anywhere, and then no other.
   */
  readonly renameOnce: (id: AuthorizationId) => void;
  /** Milliseconds of the stopwatch. */
  readonly arrivedMs: number;
  /** The same stopwatch: nobody listens to a decision that comes later. */
  readonly deadlineMs: number;
  /** Known before it is decided: then it can only be declined. */
  readonly fault: PlatformFault | null;
  /** It has been answered without a decision, which would come too late. */
  readonly hasLapsed: () => boolean;
  /** It is committed, and a decision endpoint is asked until the deadline: so its answer has this longer. */
  readonly lapseLater: (ms: number) => void;
  readonly answer: (answer: PurchaseAnswer) => void;
  readonly fail: (error: unknown) => void;
}

/** An entry that was answered without a decision, because none came in time. */
export interface Lapsed extends Pick<Entry, 'arrivedMs' | 'deadlineMs' | 'id' | 'request'> {
  readonly fault: PlatformFault;
}

interface Opening {
  readonly id: AuthorizationId;
  readonly decisionMs: number;
  readonly answer: (answer: PurchaseAnswer) => void;
  readonly fail: (error: unknown) => void;
  /** Called at most once, when nothing else has answered in time. */
  readonly onLapse: (lapsed: Lapsed) => void;
}

/** An entry that lapses by itself at its deadline, or when it is told to. Whatever comes first is the answer. */
export function openEntry(
  request: PurchaseRequest,
  { id, decisionMs, answer, fail, onLapse }: Opening,
): Entry & { readonly lapse: (fault: PlatformFault) => void } {
  const arrivedMs = performance.now();
  let state: 'answered' | 'lapsed' | 'waiting' = 'waiting';
  const times = { arrivedMs, deadlineMs: arrivedMs + decisionMs };
  const name = { id, isFinal: false };

  function lapse(fault: PlatformFault): void {
    if (state !== 'waiting') return;
    state = 'lapsed';
    clearTimeout(timer);
    onLapse({ request, id: name.id, ...times, fault });
  }
  const unlessLate =
    <T>(settle: (outcome: T) => void) =>
    (outcome: T): void => {
      if (state !== 'waiting') return;
      state = 'answered';
      clearTimeout(timer);
      settle(outcome);
    };
  const lapseAfter = (ms: number) => setTimeout(() => lapse('deadline_passed'), ms);
  let timer = lapseAfter(decisionMs);
  return {
    request,
    get id() {
      return name.id;
    },
    renameOnce: (other) => {
      if (!name.isFinal) name.id = other;
      name.isFinal = true;
    },
    ...times,
    fault: null,
    hasLapsed: () => state === 'lapsed',
    lapseLater: (ms) => {
      clearTimeout(timer);
      if (state === 'waiting') timer = lapseAfter(times.deadlineMs + ms - performance.now());
    },
    answer: unlessLate(answer),
    fail: unlessLate(fail),
    lapse,
  };
}

/** An entry that never lapses: nobody waits for it but who opens it. */
export const patientEntry = (
  entry: Pick<Entry, 'answer' | 'arrivedMs' | 'deadlineMs' | 'fail' | 'fault' | 'id' | 'request'>,
): Entry => ({ ...entry, renameOnce: () => {}, hasLapsed: () => false, lapseLater: () => {} });
