import type { Kysely } from 'kysely';
import { type IssuingSettings, NEW_SETTINGS } from '../../domain/account/settings.ts';
import type { Scope } from '../../domain/scope.ts';
import { type Database, type IssuingSettingsRow, owned } from '../database.ts';
import { controlsOf } from '../spending-controls.ts';

/** There always are some: an account that has set none has those of a new one. */
export async function getSettings(db: Kysely<Database>, scope: Scope): Promise<IssuingSettings> {
  const row = await db
    .selectFrom('issuing_settings')
    .selectAll()
    .where((eb) => eb.and(owned(scope)))
    .executeTakeFirst();
  return settingsOf(row);
}

const settingsOf = (row: IssuingSettingsRow | undefined): IssuingSettings =>
  row
    ? {
        spendingControls: controlsOf(row.spending_controls),
        onDecisionTimeout: row.on_decision_timeout,
        onDecisionError: row.on_decision_error,
        cashWithdrawals: row.cash_withdrawals,
      }
    : NEW_SETTINGS;
