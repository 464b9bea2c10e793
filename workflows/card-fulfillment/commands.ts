import * as wf from '@temporalio/workflow';
import { afterShipping, canShip, type ShippingStatus } from '../../domain/card/shipping.ts';
import type { ShippingCommand } from './contract.ts';

interface Asked {
  readonly command: ShippingCommand;
  /** Absent while it is not answered. */
  answer?: 'done' | { readonly refused: string };
}

export interface Commands {
  /** Synchronous, as a validator must be. @throws when the command can never follow what was asked before. */
  readonly check: (command: ShippingCommand) => void;
  /** Answers when the plot has carried it out. @throws when it could not. */
  readonly ask: (command: ShippingCommand) => Promise<void>;
  /** What the plot has to do next, if anything. */
  readonly next: () => ShippingCommand | undefined;
  /** Answers those that have come true, and refuses those that cannot come true any more. */
  readonly settle: () => void;
  /** Refuses all that was asked. */
  readonly refuse: (why: string) => void;
}

/**
 * The commands that callers wait for, oldest first. The plot carries them out one by one, so that no two
 * steps of a card ever run at once. A validator judges by what will stand once all of them are done.
 *
 * @param status where the card is; absent until it has been looked at: then every command is let in, and
 *   judged when its turn comes.
 */
export function openCommands(status: () => ShippingStatus | undefined): Commands {
  const asked: Asked[] = [];

  const expected = (): ShippingStatus | undefined => {
    const last = asked.at(-1);
    return last ? afterShipping(last.command) : status();
  };
  const take = (answer: NonNullable<Asked['answer']>): void => {
    const first = asked.shift();
    if (first) first.answer = answer;
  };
  const refuse = (why: string): void => {
    while (asked.length > 0) take({ refused: why });
  };
  return {
    check(command) {
      const stands = expected();
      if (stands !== undefined && !canShip(command, stands))
        throw refusal(problem(command, stands));
    },
    async ask(command) {
      const mine: Asked = { command };
      asked.push(mine);
      await wf.condition(() => mine.answer !== undefined);
      if (typeof mine.answer === 'object') throw refusal(mine.answer.refused);
    },
    next: () => asked[0]?.command,
    settle() {
      const stands = status();
      const first = asked[0]?.command;
      if (stands === undefined || first === undefined) return;
      if (afterShipping(first) === stands) take('done');
      const next = asked[0]?.command;
      if (next !== undefined && !canShip(next, stands)) refuse(problem(next, stands));
    },
    refuse,
  };
}

const problem = (command: ShippingCommand, status: ShippingStatus): string =>
  `Cannot ${command} a card whose shipping is ${status}.`;

const refusal = (why: string): wf.ApplicationFailure =>
  wf.ApplicationFailure.nonRetryable(why, 'status_transition_invalid');
