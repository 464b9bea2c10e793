import * as wf from '@temporalio/workflow';
import type { DayStanding, DayStatus } from '../../domain/settlement/standing.ts';
import type { BusinessClock } from '../business-clock.ts';
import type { NetworkSettlementInput } from './contract.ts';

interface Day {
  readonly input: NetworkSettlementInput;
  readonly clock: BusinessClock;
  readonly status: () => DayStatus;
  /** Looks for the advice, and takes over where the day stands then. */
  readonly readAdvice: () => Promise<DayStanding>;
  readonly remind: (reminder: number) => Promise<void>;
}

/** How a day waits for others. */
export function waitsOf({ input, clock, status, readAdvice, remind }: Day) {
  const { cutoffAt, remindEverySeconds, remindersMax } = input;

  const hasAdvice = (): boolean => status() !== 'awaiting_advice';

  /** For a person, who is reminded each day. */
  async function waitForPerson(): Promise<void> {
    const waiting = status();
    const isOver = (): boolean => status() !== waiting;
    for (let reminder = 1; reminder <= remindersMax; reminder++) {
      if (isOver()) return;
      await remind(reminder);
      if (!(await clock.waitUntil(clock.now() + remindEverySeconds, isOver))) return;
    }
    await clock.waitFor(isOver);
  }
  /** For the network, whose advice is looked for, and which is told of each day when it is late. */
  async function waitForAdvice(): Promise<void> {
    let lookAt = cutoffAt + input.adviceReadyAfterSeconds;
    let remindAt = cutoffAt + input.adviceLateAfterSeconds;
    let reminder = 1;
    while (!wf.workflowInfo().continueAsNewSuggested) {
      if (!(await clock.waitUntil(lookAt, hasAdvice))) return;
      await readAdvice();
      if (hasAdvice()) return;
      if (clock.now() >= remindAt && reminder <= remindersMax) {
        await remind(reminder++);
        remindAt = clock.now() + remindEverySeconds;
      }
      lookAt = clock.now() + input.lookEverySeconds;
    }
  }
  return { waitForPerson, waitForAdvice };
}
