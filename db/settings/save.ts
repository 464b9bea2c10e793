import type { IssuingSettings } from '../../domain/account/settings.ts';
import { owned } from '../database.ts';
import { toJson } from '../json.ts';
import type { UnitOfWork } from '../unit-of-work.ts';

/** Whoever saves has locked the Issuing balance before he read what he changes. */
export async function saveSettings(
  { trx, scope, now }: UnitOfWork,
  settings: IssuingSettings,
): Promise<void> {
  const columns = {
    spending_controls: toJson(settings.spendingControls),
    on_decision_timeout: settings.onDecisionTimeout,
    on_decision_error: settings.onDecisionError,
    cash_withdrawals: settings.cashWithdrawals,
  };
  await trx
    .insertInto('issuing_settings')
    .values({ ...owned(scope), ...columns, created_at: now })
    .onConflict((conflict) => conflict.columns(['account_id', 'livemode']).doUpdateSet(columns))
    .execute();
}
