import { sql } from 'kysely';
import type { Check } from '../check.ts';

/** Every transfer moves a positive amount between two accounts of its own tenant, mode and currency. */
export const transfers: Check = {
  subjects: 'transfers, each between two ledger accounts of one tenant, mode and currency',
  countSubjects: sql`select count(*) from ledger_transfer`,
  findWrong: sql`
    select t.movement || '/' || t.leg as object,
      case
        when t.amount <= 0 then format('its amount is %s', t.amount)
        when t.debit_id = t.credit_id then 'it moves money from an account to itself'
        when debit.id is null then format('its debit account %s is not of its tenant, mode and currency', t.debit_id)
        else format('its credit account %s is not of its tenant, mode and currency', t.credit_id)
      end as problem
    from ledger_transfer t
    left join ledger_account debit on debit.account_id = t.account_id and debit.id = t.debit_id
      and debit.livemode = t.livemode and debit.currency = t.currency
    left join ledger_account credit on credit.account_id = t.account_id and credit.id = t.credit_id
      and credit.livemode = t.livemode and credit.currency = t.currency
    where t.amount <= 0 or t.debit_id = t.credit_id or debit.id is null or credit.id is null
  `,
};
