import type { WorkflowHandle } from '@temporalio/client';
import { makeId } from '../../domain/ids.ts';
import { startOrTell } from '../../infra/temporal/start-or-tell.ts';
import {
  clockChangedSignal,
  type ClockTurn,
  comeToRestUpdate,
  testClockOf,
} from '../../workflows/test-clock/contract.ts';
import type { Recording } from './recording.ts';

interface Scenario {
  readonly name: string;
  /** Whether the clock is gone, look by look; after the last look it is. */
  readonly looks: readonly boolean[];
  /** What the turns answer, one after the other; after the last one there is nothing left to do. */
  readonly turns: readonly ClockTurn[];
  readonly waitsMax?: number;
  /** What happens while a turn is under way. */
  readonly meanwhile?: (handle: WorkflowHandle) => Promise<void>;
}

const WAITING: ClockTurn = { end: 'waiting', unsettled: ['topup:tu_recorded'], version: '7' };

const SCENARIOS: readonly Scenario[] = [
  { name: 'advanced', looks: [false], turns: [{ end: 'more' }, { end: 'more' }] },
  { name: 'waited', looks: [false], turns: [WAITING, WAITING, { end: 'more' }] },
  { name: 'failed', looks: [false], turns: [WAITING, WAITING], waitsMax: 2 },
  { name: 'deleted', looks: [], turns: [{ end: 'more' }] },
  {
    name: 'deleted-while-a-caller-waits',
    looks: [false],
    turns: [{ end: 'more' }],
    meanwhile: async (handle) => {
      await handle.startUpdate(comeToRestUpdate, { waitForStage: 'ACCEPTED' });
      await handle.signal(clockChangedSignal);
    },
  },
];

const start = testClockOf({
  scope: { accountId: makeId('account', 'recorded'), livemode: false },
  objectId: makeId('testClock', 'recorded'),
});

export const testClockRecordings: readonly Recording[] = SCENARIOS.map((scenario) => {
  const { waitsMax = start.input.waitsMax, meanwhile } = scenario;
  const left = { looks: [...scenario.looks], turns: [...scenario.turns] };
  let handle: WorkflowHandle | undefined;
  async function turn(): Promise<ClockTurn> {
    const told = handle;
    handle = undefined;
    if (told) await meanwhile?.(told);
    return left.turns.shift() ?? { end: 'done' };
  }
  return {
    name: `test-clock-${scenario.name}`,
    activities: {
      bindWorkflows: async () => ({ isDeleted: left.looks.shift() ?? true }),
      moveTestClock: turn,
      releaseWorkflows: turn,
      failTestClock: async () => {},
    },
    live: async (temporal) => {
      const running = temporal.client.workflow.getHandle(start.id);
      handle = running;
      await startOrTell(temporal, { ...start, input: { ...start.input, waitsMax } });
      await running.result();
      return running;
    },
  };
});
