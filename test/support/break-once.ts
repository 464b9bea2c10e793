import type { Activities } from '../../activities/index.ts';

export type Moment = 'after' | 'before';

interface Fault {
  readonly name: keyof Activities;
  readonly moment: Moment;
  /** Which of its calls, from 1. */
  readonly call: number;
}

export interface Breaker {
  readonly wrap: (activities: Activities) => Activities;
  /** From here on calls are counted anew. */
  readonly plan: (fault: Fault) => void;
  /** Whether what was planned has happened. */
  readonly hasBroken: () => boolean;
}

/** Lets one call of one activity fail, before or after it has done its work. */
export function breaker(): Breaker {
  let planned: Fault | undefined;
  let calls = 0;
  const strike = (moment: Moment): void => {
    if (planned?.moment !== moment || planned.call !== calls) return;
    planned = undefined;
    throw new Error(`breaks ${moment} its effect`);
  };
  const breakable = (name: string, act: () => Promise<unknown>) => async (): Promise<unknown> => {
    if (planned?.name !== name) return act();
    calls += 1;
    strike('before');
    const result = await act();
    strike('after');
    return result;
  };
  return {
    wrap: (activities) =>
      new Proxy(activities, {
        get: (all, name) => {
          const act: unknown = Reflect.get(all, name);
          if (typeof act !== 'function') return act;
          return (...input: unknown[]) =>
            breakable(String(name), async () => Reflect.apply(act, all, input))();
        },
      }),
    plan: (fault) => {
      planned = fault;
      calls = 0;
    },
    hasBroken: () => planned === undefined,
  };
}
