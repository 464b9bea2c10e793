import { enqueue } from '../../../../db/outbox/enqueue.ts';
import type { DesignRow } from '../../../../db/tables/design.ts';
import type { UnitOfWork } from '../../../../db/unit-of-work.ts';

/** Asks for the review that the row says is due: it begins once the database transaction commits. */
export const requestReview = (work: UnitOfWork, { id, revision }: DesignRow): Promise<void> => {
  const editedAt = Math.floor(work.now.getTime() / 1_000);
  return enqueue(work, { kind: 'design_review', objectId: id, payload: { revision, editedAt } });
};
