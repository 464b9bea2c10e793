import { sql } from 'kysely';
import type { Check } from '../check.ts';

const balanceOf = (column: string) =>
  sql`case ${sql.ref(column)} when 'issuing' then 'issuing_balance' else 'payments_balance' end`;

/** Of every top-up: what brought its money, and what took it back. */
const ofTopups = sql`
  select account_id, livemode, currency, id, 'topup' as code, 'bank_clearing' as debit,
    ${balanceOf('balance_type')} as credit, amount, movement
  from topup where status in ('reversed', 'succeeded')
  union all
  select account_id, livemode, currency, id, 'topup_reversal', ${balanceOf('balance_type')},
    'bank_clearing', amount, reversal_movement
  from topup where status = 'reversed'
`;

/** Of every payout: out of its balance, out of the bank, back again. */
const ofPayouts = sql`
  select account_id, livemode, currency, id, 'payout' as code, ${balanceOf('balance_type')} as debit,
    'in_transit' as credit, amount, movement
  from payout where original_payout_id is null
  union all
  select account_id, livemode, currency, id, 'payout', 'in_transit', 'bank_clearing', amount,
    paid_movement
  from payout where original_payout_id is null and (status = 'paid' or paid_movement is not null)
  union all
  select account_id, livemode, currency, id, 'payout_cancel', 'in_transit',
    ${balanceOf('balance_type')}, amount, return_movement
  from payout where original_payout_id is null and status = 'canceled'
  union all
  select account_id, livemode, currency, id, 'payout_failure',
    case when paid_movement is null then 'in_transit' else 'bank_clearing' end,
    ${balanceOf('balance_type')}, amount, return_movement
  from payout where original_payout_id is null and status = 'failed'
`;

/** Of every reversal of a payout: it brings money when it is paid, and the bank may take that back. */
const ofReversals = sql`
  select account_id, livemode, currency, id, 'payout_reversal' as code, 'bank_clearing' as debit,
    ${balanceOf('balance_type')} as credit, amount, movement
  from payout where original_payout_id is not null and (status = 'paid' or movement is not null)
  union all
  select account_id, livemode, currency, id, 'payout_failure', ${balanceOf('balance_type')},
    'bank_clearing', amount, return_movement
  from payout
  where original_payout_id is not null and status = 'failed' and movement is not null
`;

/** Of every transfer between balances: in one step, or in two. */
const ofBalanceTransfers = sql`
  select account_id, livemode, currency, id, 'balance_transfer' as code,
    ${balanceOf('source_balance')} as debit,
    case when status = 'succeeded' and arrival_movement is null
      then ${balanceOf('destination_balance')} else 'in_transit' end as credit,
    amount, movement
  from balance_transfer
  union all
  select account_id, livemode, currency, id, 'balance_transfer', 'in_transit',
    ${balanceOf('destination_balance')}, amount, arrival_movement
  from balance_transfer where arrival_movement is not null
`;

/**
 * Of every bank credit: to its balance at once; or into suspense, and from there to a balance or back to the
 * bank. What is given to another account leaves by the bank, and arrives there.
 */
const ofBankCredits = sql`
  select account_id, livemode, currency, id, 'suspense_receipt' as code, 'bank_clearing' as debit,
    'suspense' as credit, amount, null as movement
  from bank_credit where held_reason is not null
  union all
  select account_id, livemode, currency, id, 'suspense_return', 'suspense', 'bank_clearing', amount, null
  from bank_credit
  where held_reason is not null and (status = 'returned' or credited_account_id <> account_id)
  union all
  select credited_account_id, livemode, currency, id, 'funding',
    case when held_reason is not null and credited_account_id = account_id
      then 'suspense' else 'bank_clearing' end,
    'issuing_balance', amount, null
  from bank_credit where status = 'succeeded'
`;

/** Of every physical card: its fee, and the fee given back. What it costs is on no row: the two are equal. */
const ofCards = sql`
  select account_id, livemode, currency, id, 'card_fee' as code, 'payments_balance' as debit,
    'card_fees' as credit, null::bigint as amount, fee_movement as movement
  from issuing_card where fee_movement is not null
  union all
  select card.account_id, card.livemode, card.currency, card.id, 'card_fee_refund', 'card_fees',
    'payments_balance', fee.amount, card.fee_refund_movement
  from issuing_card card
  left join ledger_transfer fee on fee.account_id = card.account_id and fee.movement = card.fee_movement
  where card.fee_refund_movement is not null
`;

const said = sql`
  ${ofTopups} union all ${ofPayouts} union all ${ofReversals} union all ${ofBalanceTransfers}
  union all ${ofBankCredits} union all ${ofCards}
`;

/**
 * What moved. Money that came before its bank credits were kept names nothing; settlements and write-offs are
 * checked by themselves.
 */
const moved = sql`
  select t.account_id, t.livemode, t.currency, t.source_id as id, t.code, debit.code as debit,
    credit.code as credit, t.amount, t.movement
  from ledger_transfer t
  join ledger_account debit on debit.account_id = t.account_id and debit.id = t.debit_id
  join ledger_account credit on credit.account_id = t.account_id and credit.id = t.credit_id
  where t.code not in ('authorization_hold', 'capture', 'network_settlement', 'refund', 'write_off')
    and (t.code <> 'funding' or t.source_id is not null)
`;

/** Every object that moves money moved it once, by its own amount, and nothing moved that no object accounts for. */
export const moneyMovements: Check = {
  subjects:
    'movements of money, each once and as its top-up, payout, transfer, credit or card says',
  countSubjects: sql`select count(*) from (${moved}) as moved`,
  findWrong: sql`
    with said as (
      select account_id, livemode, currency::text, id, code, debit, credit, count(*) as times,
        min(amount) as amount, min(movement) as movement
      from (${said}) as said group by 1, 2, 3, 4, 5, 6, 7
    ), moved as (
      select account_id, livemode, currency::text, id, code, debit, credit, count(*) as times,
        min(amount) as amount, min(movement) as movement
      from (${moved}) as moved group by 1, 2, 3, 4, 5, 6, 7
    )
    select coalesce(said.id, moved.id, moved.movement) as object,
      case
        when said.id is null then format('the movement %s is a %s of %s from %s to %s, and nothing says so',
          moved.movement, moved.code, moved.amount, moved.debit, moved.credit)
        when moved.times is null then format('a %s of %s from %s to %s should have moved, and did not',
          said.code, said.amount, said.debit, said.credit)
        when moved.times <> said.times then format('%s movements are its %s', moved.times, moved.code)
        when moved.amount <> said.amount
          then format('it says %s, and its %s moved %s', said.amount, moved.code, moved.amount)
        else format('it names the movement %s as its %s, and it was %s', said.movement, moved.code,
          moved.movement)
      end as problem
    from said
    full join moved using (account_id, livemode, currency, id, code, debit, credit)
    where said.times is distinct from moved.times or moved.amount <> said.amount
      or moved.movement <> said.movement
      or (said.movement is null and said.code not in ('funding', 'suspense_receipt', 'suspense_return'))
  `,
};
