import type { Activities } from '../../activities/index.ts';

export const MOMENTS = ['before', 'after'] as const;
export type Moment = (typeof MOMENTS)[number];

/** An activity that fails once, before or after its effect: as if its worker had died there. */
export interface Faults {
  /** Between a worker and its activities. */
  readonly wrap: (does: Activities) => Activities;
  readonly breakOnce: (name: keyof Activities, moment: Moment) => void;
  /** How often something was broken. */
  readonly brokenCount: () => number;
}

export function openFaults(): Faults {
  let planned: { readonly name: string; readonly moment: Moment } | undefined;
  let broken = 0;

  function breakWhenPlanned(name: string, moment: Moment): void {
    if (planned?.name !== name || planned.moment !== moment) return;
    planned = undefined;
    broken += 1;
    throw new Error(`breaks ${moment} its effect`);
  }
  const breakable = ([name, act]: [string, (input: never) => Promise<unknown>]) => [
    name,
    async (input: never): Promise<unknown> => {
      breakWhenPlanned(name, 'before');
      const result = await act(input);
      breakWhenPlanned(name, 'after');
      return result;
    },
  ];
  return {
    wrap: (does) => ({ ...does, ...Object.fromEntries(Object.entries(does).map(breakable)) }),
    breakOnce: (name, moment) => void (planned = { name, moment }),
    brokenCount: () => broken,
  };
}
