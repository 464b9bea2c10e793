import { makeId } from '../../domain/ids.ts';
import type { LapsedBatch } from '../../workflows/hold-expiry/contract.ts';
import type { Recording } from './recording.ts';

const next = { id: makeId('authorization', 'recorded'), expiresAtMs: 1_800_000_000_000 };

const SCENARIOS: readonly { readonly name: string; readonly batches: readonly LapsedBatch[] }[] = [
  { name: 'nothing-due', batches: [{ lapsed: 0, failed: 0 }] },
  {
    name: 'three-batches',
    batches: [
      { lapsed: 2, failed: 0, next },
      { lapsed: 1, failed: 1, next },
      { lapsed: 1, failed: 0 },
    ],
  },
  // More is due than one run may take.
  { name: 'bounded', batches: Array.from({ length: 4 }, () => ({ lapsed: 2, failed: 0, next })) },
];

export const holdExpiryRecordings: readonly Recording[] = SCENARIOS.map(({ name, batches }) => {
  const left = [...batches];
  return {
    name: `hold-expiry-${name}`,
    activities: { lapseDueHolds: async () => left.shift() ?? { lapsed: 0, failed: 0 } },
    live: async ({ client, taskQueue }) => {
      const handle = await client.workflow.start('holdExpiry', {
        workflowId: `hold-expiry-${name}`,
        taskQueue,
        args: [{ batchMax: 2, batchesMax: 4 }],
      });
      await handle.result();
      return handle;
    },
  };
});
