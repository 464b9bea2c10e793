import type { AskedDecision, EndpointAnswer } from '../../domain/real-time/answer.ts';

/** One question to one endpoint. */
export interface DecisionQuestion {
  readonly url: string;
  /** In live mode only public addresses are called. */
  readonly livemode: boolean;
  /** Each signs the question, so that a receiver may know either while they change. */
  readonly secrets: readonly string[];
  /** The event, exactly as it is sent. */
  readonly body: string;
  readonly asked: AskedDecision;
  /** From now to the last byte of the answer: name, connection and TLS included. */
  readonly timeoutMs: number;
}

/** What was heard, as it is judged; and the status of the answer, null when there was none. */
export interface Heard {
  readonly answer: EndpointAnswer;
  readonly status: number | null;
}

/** Asks the user's own endpoint whether a purchase is approved. */
export interface DecisionEndpoint {
  /**
   * Asks once and never again: the endpoint may have acted on what it got. Answers within the time,
   * and never throws: whatever goes wrong outside is an answer too.
   */
  readonly ask: (question: DecisionQuestion) => Promise<Heard>;
  /** Waits for the questions that are out. */
  readonly close: () => Promise<void>;
}
