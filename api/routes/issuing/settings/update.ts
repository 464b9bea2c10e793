import * as z from 'zod';
import { getAccount } from '../../../../db/accounts/get.ts';
import { lockIssuingBalance } from '../../../../db/ledger/lock-issuing-balance.ts';
import { getSettings } from '../../../../db/settings/get.ts';
import { saveSettings } from '../../../../db/settings/save.ts';
import { settleCounters } from '../../../../db/spending-usage/settle-counters.ts';
import { DECISION_DEFAULTS } from '../../../../domain/account/settings.ts';
import { countersFor } from '../../../../domain/spending/usage.ts';
import { changeControls } from '../../../../domain/spending-controls.ts';
import { boolean } from '../../../input.ts';
import { pastOfLimits } from '../../../limit-replacement.ts';
import { commandAfter } from '../../../operation.ts';
import { cardholderControls } from '../../../spending-controls.ts';
import { issuingSettings, settingsToWire } from '../../../wire/issuing-settings.ts';

export const updateSettings = commandAfter(
  {
    method: 'post',
    path: '/v1/issuing/settings',
    summary: 'Change how the account runs its cards',
    params: z.strictObject({}),
    input: z.strictObject({
      cash_withdrawals: z.strictObject({ enabled: boolean().optional() }).optional(),
      real_time_decision: z
        .strictObject({
          on_error: z.enum(DECISION_DEFAULTS).optional(),
          on_timeout: z.enum(DECISION_DEFAULTS).optional(),
        })
        .optional(),
      spending_controls: cardholderControls(),
    }),
    response: issuingSettings,
  },
  ({ input, scope }, steps) => {
    const limits = input.spending_controls?.spending_limits;
    return pastOfLimits(steps, { scope, ownerId: scope.accountId }, limits);
  },
  async ({ input, scope, work, found }) => {
    // Also of two changes at once, the later then sees what the earlier has set.
    await lockIssuingBalance(work);
    const account = await getAccount(work.trx, scope.accountId);
    const before = await getSettings(work.trx, scope);
    const change = input.spending_controls ?? {};
    const after = {
      spendingControls: changeControls(before.spendingControls, change, account.default_currency),
      onDecisionTimeout: input.real_time_decision?.on_timeout ?? before.onDecisionTimeout,
      onDecisionError: input.real_time_decision?.on_error ?? before.onDecisionError,
      cashWithdrawals: input.cash_withdrawals?.enabled ?? before.cashWithdrawals,
    };
    await saveSettings(work, after);
    if (found) {
      const needed = countersFor(after.spendingControls);
      await settleCounters(work, scope.accountId, { needed, past: found });
    }
    return settingsToWire(after, scope.livemode);
  },
);
