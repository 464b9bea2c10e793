import { sql } from 'kysely';
import type { Check } from '../check.ts';

/** From which ledger account to which each kind of movement moves money. */
const lawful = sql`(values
  ('authorization_hold', 'issuing_balance', 'network_settlement'),
  ('balance_transfer', 'issuing_balance', 'payments_balance'),
  ('balance_transfer', 'payments_balance', 'issuing_balance'),
  ('balance_transfer', 'issuing_balance', 'in_transit'),
  ('balance_transfer', 'payments_balance', 'in_transit'),
  ('balance_transfer', 'in_transit', 'issuing_balance'),
  ('balance_transfer', 'in_transit', 'payments_balance'),
  ('capture', 'issuing_balance', 'network_settlement'),
  ('card_fee', 'payments_balance', 'card_fees'),
  ('card_fee_refund', 'card_fees', 'payments_balance'),
  ('funding', 'bank_clearing', 'issuing_balance'),
  ('funding', 'bank_clearing', 'payments_balance'),
  ('funding', 'suspense', 'issuing_balance'),
  ('network_settlement', 'bank_clearing', 'network_settlement'),
  ('network_settlement', 'network_settlement', 'bank_clearing'),
  ('payout', 'in_transit', 'bank_clearing'),
  ('payout', 'issuing_balance', 'in_transit'),
  ('payout', 'payments_balance', 'in_transit'),
  ('payout_cancel', 'in_transit', 'issuing_balance'),
  ('payout_cancel', 'in_transit', 'payments_balance'),
  ('payout_failure', 'bank_clearing', 'issuing_balance'),
  ('payout_failure', 'bank_clearing', 'payments_balance'),
  ('payout_failure', 'in_transit', 'issuing_balance'),
  ('payout_failure', 'in_transit', 'payments_balance'),
  ('payout_failure', 'issuing_balance', 'bank_clearing'),
  ('payout_failure', 'payments_balance', 'bank_clearing'),
  ('payout_reversal', 'bank_clearing', 'issuing_balance'),
  ('payout_reversal', 'bank_clearing', 'payments_balance'),
  ('refund', 'network_settlement', 'issuing_balance'),
  ('suspense_receipt', 'bank_clearing', 'suspense'),
  ('suspense_return', 'suspense', 'bank_clearing'),
  ('topup', 'bank_clearing', 'issuing_balance'),
  ('topup', 'bank_clearing', 'payments_balance'),
  ('topup_reversal', 'issuing_balance', 'bank_clearing'),
  ('topup_reversal', 'payments_balance', 'bank_clearing'),
  ('write_off', 'write_offs', 'issuing_balance'),
  ('write_off', 'write_offs', 'payments_balance')
) as lawful (code, debit, credit)`;

/** Every transfer is between ledger accounts that its kind may move, and only purchases make anything pending. */
export const sides: Check = {
  subjects: 'transfers, each between accounts that its kind may move',
  countSubjects: sql`select count(*) from ledger_transfer`,
  findWrong: sql`
    select t.movement || '/' || t.leg as object,
      case when lawful.code is null
        then format('it is a %s from %s to %s', t.code, debit.code, credit.code)
        else format('it is a %s, and %s', t.code, t.phase)
      end as problem
    from ledger_transfer t
    join ledger_account debit on debit.account_id = t.account_id and debit.id = t.debit_id
    join ledger_account credit on credit.account_id = t.account_id and credit.id = t.credit_id
    left join ${lawful} on lawful.code = t.code
      and lawful.debit = debit.code and lawful.credit = credit.code
    where lawful.code is null
      or (t.phase <> 'posted' and t.code not in ('authorization_hold', 'capture'))
      or (t.phase = 'posted' and t.code = 'authorization_hold')
  `,
};
