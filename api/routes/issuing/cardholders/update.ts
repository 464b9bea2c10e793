import * as z from 'zod';
import { getAccount } from '../../../../db/accounts/get.ts';
import { getCardholder, lockCardholder } from '../../../../db/cardholders/get.ts';
import { updateCardholder as writeCardholder } from '../../../../db/cardholders/update.ts';
import type { IssuingCardholderRow } from '../../../../db/database.ts';
import { recordEvent } from '../../../../db/events/record.ts';
import { lockIssuingBalance } from '../../../../db/ledger/lock-issuing-balance.ts';
import { controlsOf } from '../../../../db/spending-controls.ts';
import { settleCounters } from '../../../../db/spending-usage/settle-counters.ts';
import { mustScreenAgain } from '../../../../domain/cardholder/screened.ts';
import { failure } from '../../../../domain/errors.ts';
import { countersFor } from '../../../../domain/spending/usage.ts';
import { pastOfLimits } from '../../../limit-replacement.ts';
import { commandAfter } from '../../../operation.ts';
import { cardholderToWire, issuingCardholder } from '../../../wire/issuing-cardholder.ts';
import { addressColumns, detailColumns } from './columns.ts';
import { billing, details } from './input.ts';
import { requestScreening } from './request-screening.ts';

export const updateCardholder = commandAfter(
  {
    method: 'post',
    path: '/v1/issuing/cardholders/:cardholder',
    summary: 'Update a cardholder',
    params: z.strictObject({ cardholder: z.string() }),
    input: z.strictObject({ ...details, billing: billing.optional() }),
    response: issuingCardholder,
  },
  async ({ params, input, scope }, steps) => {
    const limits = input.spending_controls?.spending_limits;
    if (limits === undefined) return undefined;
    const { id } = await getCardholder(steps.db, scope, params.cardholder);
    return pastOfLimits(steps, { scope, ownerId: id }, limits);
  },
  async ({ params, input, scope, work, found }) => {
    // Before the cardholder: what purchases are decided by stays true until they are committed.
    await lockIssuingBalance(work);
    const before = await lockCardholder(work.trx, scope, params.cardholder);
    const account = await getAccount(work.trx, scope.accountId);
    if (input.status !== undefined) checkNotBlocked(before);
    const address = input.billing && addressColumns(input.billing, account.country);
    const change = {
      ...address,
      ...detailColumns(input, { work, account, ...standing(before, address) }),
    };
    const again = mustScreenAgain(before, change);
    const after = await writeCardholder(work, before.id, {
      ...change,
      ...(again && newScreening(before)),
    });
    if (found) {
      const needed = countersFor(controlsOf(after.spending_controls));
      await settleCounters(work, after.id, { needed, past: found });
    }
    if (again) await requestScreening(work, after);
    const object = cardholderToWire(after);
    const previous = cardholderToWire(before);
    await recordEvent(work, { type: 'issuing_cardholder.updated', object, previous });
    return object;
  },
);

function checkNotBlocked({ id, status }: IssuingCardholderRow): void {
  if (status !== 'blocked') return;
  const problem = `Cardholder ${id} is blocked after a confirmed watch-list match. Its status cannot change.`;
  throw failure('status_transition_invalid', { problem }, { param: 'status' });
}

const standing = (
  { id, type, address_country, spending_controls, metadata }: IssuingCardholderRow,
  address: { readonly address_country: string } | undefined,
) => ({
  id,
  type,
  country: address?.address_country ?? address_country,
  controls: controlsOf(spending_controls),
  metadata,
});

/** Its results begin at revision 1, and a result of the request before changes nothing any more. */
const newScreening = ({ screening_request }: IssuingCardholderRow) =>
  ({
    screening: 'under_review',
    screening_request: screening_request + 1,
    screening_revision: 0,
  }) as const;
