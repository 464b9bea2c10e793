/**
 * Purchases are sent by the clock and not by the answers, as card holders do. Latency runs from the
 * moment at which a purchase was due, so that one that had to wait, here or there, has waited: a
 * generator that pauses while the system does would leave out the worst (coordinated omission).
 */
import { latenciesOf } from '../statistics/percentiles.ts';
import { HttpConnection } from './http-connection.ts';
import type { LoadPlan, LoopResult } from './plan.ts';
import type { NextRequest } from './request-bytes.ts';
import { dueCount, dueMs } from './schedule.ts';
import { Tally } from './tally.ts';

/** What cannot be answered in so long after the last was due never will be in time. */
const PATIENCE_MS = 5_000;
const TICK_MS = 1;

type OpenPlan = LoadPlan & { readonly perSecond: number };

class OpenLoop {
  readonly tally = new Tally();
  readonly latenessMs: number[] = [];
  readonly #plan: OpenPlan;
  readonly #next: NextRequest;
  readonly #idle: HttpConnection[];
  readonly #began = performance.now();
  readonly #total: number;
  #started = 0;
  #settled = 0;

  constructor(plan: OpenPlan, next: NextRequest, connections: readonly HttpConnection[]) {
    this.#plan = plan;
    this.#next = next;
    this.#idle = [...connections];
    this.#total = dueCount(plan.warmUpMs + plan.measureMs, plan.perSecond) - 1;
  }

  async run(): Promise<void> {
    const ends = this.#began + this.#plan.warmUpMs + this.#plan.measureMs + PATIENCE_MS;
    await new Promise<void>((resolve) => {
      const timer = setInterval(() => {
        this.#sendDue();
        if (this.#settled < this.#total && performance.now() < ends) return;
        clearInterval(timer);
        resolve();
      }, TICK_MS);
    });
  }

  get answered(): number {
    return this.#settled;
  }

  get unanswered(): number {
    return this.#total - this.#settled;
  }

  /** Starts what is due, as far as connections are free. The rest waits, and its time runs. */
  #sendDue(): void {
    const { perSecond } = this.#plan;
    const due = Math.min(dueCount(performance.now() - this.#began, perSecond), this.#total);
    while (this.#started < due) {
      const connection = this.#idle.pop();
      if (connection === undefined) return;
      const number = this.#started;
      this.#started += 1;
      void this.#send(connection, number);
    }
  }

  async #send(connection: HttpConnection, number: number): Promise<void> {
    const dueAfterMs = dueMs(number, this.#plan.perSecond);
    const isMeasured = dueAfterMs >= this.#plan.warmUpMs;
    const due = this.#began + dueAfterMs;
    if (isMeasured && this.#idle.length > 0) this.latenessMs.push(performance.now() - due);
    try {
      const answer = await connection.send(this.#next());
      if (isMeasured) this.tally.take(answer, performance.now() - due);
      this.#idle.push(connection);
    } catch (error) {
      this.tally.takeError(error);
    }
    this.#settled += 1;
    this.#sendDue();
  }
}

export async function openLoop(plan: OpenPlan, next: NextRequest): Promise<LoopResult> {
  const connections = await Promise.all(
    Array.from({ length: plan.connections }, () => HttpConnection.open(plan.host, plan.port)),
  );
  const loop = new OpenLoop(plan, next, connections);
  await loop.run();
  for (const connection of connections) connection.close();
  const { samplesMs, declined, failed, firstProblem } = loop.tally;
  return {
    perSecond: (samplesMs.length / plan.measureMs) * 1000,
    latencies: latenciesOf(samplesMs),
    lateness: latenciesOf(loop.latenessMs),
    answered: loop.answered,
    declined,
    failed,
    unanswered: loop.unanswered,
    ...(firstProblem === undefined ? {} : { firstProblem }),
  };
}
