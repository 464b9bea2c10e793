export interface BatcherOptions<T> {
  /** Does the work of a whole batch. Answers each of its members itself, and never throws. */
  readonly run: (batch: readonly T[]) => Promise<void>;
  /** Members of a batch at most. */
  readonly batchMax: number;
  /** Who waits at most, beside those in a batch. */
  readonly queueMax: number;
  /** Batches that run at the same time at most. */
  readonly inFlightMax: number;
}

export interface Batcher<T> {
  /** Says no when the queue is full. */
  readonly add: (member: T) => boolean;
  readonly waitingCount: () => number;
}

/**
 * Group commit: what arrives while a batch runs waits, and is the next batch. So a batch grows with
 * the load, nobody waits for company, and one commit to disk serves all who came during the last one.
 */
export function batcher<T>({
  run,
  batchMax,
  queueMax,
  inFlightMax,
}: BatcherOptions<T>): Batcher<T> {
  let waiting: T[] = [];
  let inFlight = 0;
  let called = false;

  function start(): void {
    called = false;
    while (inFlight < inFlightMax && waiting.length > 0) {
      const batch = waiting.slice(0, batchMax);
      waiting = waiting.slice(batchMax);
      inFlight += 1;
      void run(batch).finally(() => {
        inFlight -= 1;
        start();
      });
    }
  }

  /** After what this turn of the event loop has read: requests that arrived together go together. */
  function startSoon(): void {
    if (called || inFlight >= inFlightMax) return;
    called = true;
    setImmediate(start);
  }

  return {
    add: (member) => {
      if (waiting.length >= queueMax) return false;
      waiting.push(member);
      startSoon();
      return true;
    },
    waitingCount: () => waiting.length,
  };
}
