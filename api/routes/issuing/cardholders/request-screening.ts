import type { IssuingCardholderRow } from '../../../../db/database.ts';
import { enqueue } from '../../../../db/outbox/enqueue.ts';
import type { UnitOfWork } from '../../../../db/unit-of-work.ts';

/** Asks for the screening that the row says is due: it begins once the database transaction commits. */
export const requestScreening = (
  work: UnitOfWork,
  { id, screening_request }: IssuingCardholderRow,
): Promise<void> =>
  enqueue(work, {
    kind: 'cardholder_screening',
    objectId: id,
    payload: {
      accountId: work.scope.accountId,
      livemode: work.scope.livemode,
      cardholderId: id,
      request: screening_request,
    },
  });
