/** All that others may know of the workflow that lets approvals lapse. */
import type { AuthorizationId } from '../../domain/ids.ts';

/** Of the Temporal Schedule that starts it; its workflows are named after it. */
export const HOLD_EXPIRY_SCHEDULE = 'hold-expiry';

/** What is tunable is input, because a replay has to take the same path. */
export interface HoldExpiryInput {
  /** Approvals for each activity: it has to end long before its timeout. */
  readonly batchMax: number;
  /** Activities for each run: its history has a bound. What is left is due at the next run as well. */
  readonly batchesMax: number;
}

export const HOLD_EXPIRY: HoldExpiryInput = { batchMax: 100, batchesMax: 100 };

/** Where a batch has ended, and the next one goes on. */
export interface DuePlace {
  readonly expiresAtMs: number;
  readonly id: AuthorizationId;
}

export interface LapsedBatch {
  readonly lapsed: number;
  /** Those that could not lapse now. They are tried again at the next run. */
  readonly failed: number;
  /** Absent: nothing more is due. */
  readonly next?: DuePlace;
}

export type HoldExpiryResult = Pick<LapsedBatch, 'failed' | 'lapsed'>;
