import type { ColumnType, Selectable } from 'kysely';
import type { TestClockStatus } from '../../domain/test-clock/test-clock.ts';
import type { TestClockId } from '../../domain/ids.ts';
import type { Fixed, Owned } from '../columns.ts';
import type { OutboxKind } from '../outbox/kind.ts';

export interface TestClockTable extends Owned {
  id: Fixed<TestClockId>;
  name: string | null;
  status: TestClockStatus;
  frozen_time: Date;
  target_time: Date | null;
  id_base_ms: bigint;
  turn_base: bigint;
  deleted_at: ColumnType<Date | null, Date | null | undefined, Date | null>;
}
export type TestClockRow = Selectable<TestClockTable>;

/** A workflow that a test clock moves: found by what starts it. */
export interface ClockedWorkflowTable extends Owned {
  kind: Fixed<OutboxKind>;
  object_id: Fixed<string>;
  due_at: Date | null;
  is_stale: boolean;
}
