import { type RawBuilder, sql } from 'kysely';
import type { MoneyStory } from '../../support/money-story.ts';

/** One way to break the books of money in and out, and what has to be said of it. */
export interface MoneyCorruption {
  readonly what: string;
  readonly corrupt: (story: MoneyStory) => RawBuilder<unknown>;
  readonly object: (story: MoneyStory) => string | null;
  readonly problem: string;
}

/** The checks that look at nothing else. */
export const MONEY_SUBJECTS: readonly string[] = [
  'accounts of money on its way, in suspense or written off, each of what is open',
  'movements of money, each once and as its top-up, payout, transfer, credit or card says',
];

/** Both sides of a movement go to the accounts of these codes, and the balances with them. */
const rebook = (movement: string | null, [debit, credit]: readonly [string, string]) => sql`
  with sides as (
    select t.account_id, t.amount, t.debit_id, t.credit_id, debit.id as new_debit, credit.id as new_credit
    from ledger_transfer t
    join ledger_account debit on debit.account_id = t.account_id and debit.livemode = t.livemode
      and debit.currency = t.currency and debit.code = ${debit}
    join ledger_account credit on credit.account_id = t.account_id and credit.livemode = t.livemode
      and credit.currency = t.currency and credit.code = ${credit}
    where t.movement = ${movement}
  ), moved as (
    update ledger_transfer t set debit_id = sides.new_debit, credit_id = sides.new_credit
    from sides where t.movement = ${movement}
  )
  update ledger_account a set
    debits_posted = a.debits_posted
      + case when a.id = sides.new_debit then sides.amount else 0 end
      - case when a.id = sides.debit_id then sides.amount else 0 end,
    credits_posted = a.credits_posted
      + case when a.id = sides.new_credit then sides.amount else 0 end
      - case when a.id = sides.credit_id then sides.amount else 0 end
  from sides
  where a.account_id = sides.account_id
    and a.id in (sides.debit_id, sides.credit_id, sides.new_debit, sides.new_credit)`;

export const MONEY_CORRUPTIONS: readonly MoneyCorruption[] = [
  {
    what: 'a top-up that came from nowhere near a bank',
    corrupt: ({ topup }) => rebook(topup.movement, ['card_fees', 'payments_balance']),
    object: ({ topup }) => `${topup.movement}/0`,
    problem: 'it is a topup from card_fees to payments_balance',
  },
  {
    what: 'a payout that went past what is on its way',
    corrupt: ({ pendingPayout }) =>
      rebook(pendingPayout.movement, ['payments_balance', 'bank_clearing']),
    object: ({ pendingPayout }) => `${pendingPayout.movement}/0`,
    problem: 'it is a payout from payments_balance to bank_clearing',
  },
  {
    what: 'a movement of another kind than what it did',
    corrupt: ({ topup }) =>
      sql`update ledger_transfer set code = 'funding' where movement = ${topup.movement}`,
    object: ({ topup }) => topup.id,
    problem: 'should have moved, and did not',
  },
  {
    what: 'a top-up of another amount than it moved',
    corrupt: ({ topup }) => sql`update topup set amount = 1 where id = ${topup.id}`,
    object: ({ topup }) => topup.id,
    problem: 'it says 1, and its topup moved 5000',
  },
  {
    what: 'a top-up that is reversed only on paper',
    corrupt: ({ topup }) => sql`update topup set status = 'reversed' where id = ${topup.id}`,
    object: ({ topup }) => topup.id,
    problem:
      'a topup_reversal of 5000 from payments_balance to bank_clearing should have moved, and did not',
  },
  {
    what: 'a top-up on another balance than it says',
    corrupt: ({ topup }) => sql`update topup set balance_type = 'issuing' where id = ${topup.id}`,
    object: ({ topup }) => topup.id,
    problem: 'to issuing_balance should have moved',
  },
  {
    what: 'a top-up that names the movement of another',
    corrupt: ({ topup, reversedTopup }) =>
      sql`update topup set movement = ${reversedTopup.movement} where id = ${topup.id}`,
    object: ({ topup }) => topup.id,
    problem: 'as its topup, and it was',
  },
  {
    what: 'a top-up that is gone',
    corrupt: ({ topup }) => sql`delete from topup where id = ${topup.id}`,
    object: ({ topup }) => topup.id,
    problem: 'and nothing says so',
  },
  {
    what: 'a movement that names nothing',
    corrupt: ({ topup }) =>
      sql`update ledger_transfer set source_id = null where movement = ${topup.movement}`,
    object: ({ topup }) => topup.movement,
    problem: 'and nothing says so',
  },
  {
    what: 'a payout that was paid only on paper',
    corrupt: ({ sentPayout }) => sql`update payout set status = 'paid' where id = ${sentPayout.id}`,
    object: ({ sentPayout }) => sentPayout.id,
    problem: 'a payout of 1000 from in_transit to bank_clearing should have moved, and did not',
  },
  {
    what: 'a payout that was canceled only on paper',
    corrupt: ({ pendingPayout }) =>
      sql`update payout set status = 'canceled' where id = ${pendingPayout.id}`,
    object: ({ pendingPayout }) => pendingPayout.id,
    problem: 'a payout_cancel of 1000 from in_transit to payments_balance should have moved',
  },
  {
    what: 'a payout that gave its money back, and says that it was paid',
    corrupt: ({ failedAfterPaid }) => sql`
      update payout set status = 'paid', failure_code = null where id = ${failedAfterPaid.id}`,
    object: ({ failedAfterPaid }) => failedAfterPaid.id,
    problem:
      'is a payout_failure of 1000 from bank_clearing to payments_balance, and nothing says so',
  },
  {
    what: 'a failed payout whose money is still on its way',
    corrupt: ({ failedPayout }) => sql`
      update payout set paid_movement = movement where id = ${failedPayout.id}`,
    object: ({ failedPayout }) => failedPayout.id,
    problem: 'should have moved, and did not',
  },
  {
    what: 'a reversal that brought nothing',
    corrupt: ({ reversal }) =>
      sql`update payout set original_payout_id = null where id = ${reversal.id}`,
    object: ({ reversal }) => reversal.id,
    problem: 'should have moved, and did not',
  },
  {
    what: 'a transfer that arrived only on paper',
    corrupt: ({ pendingTransfer }) =>
      sql`update balance_transfer set status = 'succeeded' where id = ${pendingTransfer.id}`,
    object: ({ pendingTransfer }) => pendingTransfer.id,
    problem: 'from payments_balance to issuing_balance should have moved, and did not',
  },
  {
    what: 'a transfer of another amount than it moved',
    corrupt: ({ transfer }) =>
      sql`update balance_transfer set amount = 9999 where id = ${transfer.id}`,
    object: ({ transfer }) => transfer.id,
    problem: 'it says 9999, and its balance_transfer moved 10000',
  },
  {
    what: 'a bank credit that left suspense only on paper',
    corrupt: ({ heldCredit }) => sql`
      update bank_credit set status = 'returned', return_reference = 'x', returned_at = now()
      where id = ${heldCredit.id}`,
    object: ({ heldCredit }) => heldCredit.id,
    problem:
      'a suspense_return of 700 from suspense to bank_clearing should have moved, and did not',
  },
  {
    what: 'a bank credit of another amount than was booked',
    corrupt: ({ returnedCredit }) =>
      sql`update bank_credit set amount = 1 where id = ${returnedCredit.id}`,
    object: ({ returnedCredit }) => returnedCredit.id,
    problem: 'it says 1, and its suspense_re',
  },
  {
    what: 'a card fee that no card names',
    corrupt: ({ cardId }) => sql`
      update issuing_card set fee_movement = null, fee_refund_movement = null where id = ${cardId}`,
    object: ({ cardId }) => cardId,
    problem: 'and nothing says so',
  },
  {
    what: 'a card fee that was given back twice',
    corrupt: ({ cardId }) => sql`
      with again as (
        insert into ledger_transfer
        select (jsonb_populate_record(t, '{"movement": "again"}')).*
        from ledger_transfer t where source_id = ${cardId} and code = 'card_fee_refund'
      )
      update ledger_account a
      set debits_posted = debits_posted + case code when 'card_fees' then 350 else 0 end,
        credits_posted = credits_posted + case code when 'payments_balance' then 350 else 0 end
      where code in ('card_fees', 'payments_balance') and currency = 'usd'`,
    object: ({ cardId }) => cardId,
    problem: '2 movements are its card_fee_refund',
  },
  {
    what: 'a write-off of which no balance knows',
    corrupt: ({ topup }) => sql`
      with loss as (
        insert into ledger_account (account_id, livemode, id, code, currency, created_at, debits_posted)
        select account_id, livemode, 'lacct_loss', 'write_offs', currency, created_at, amount
        from topup where id = ${topup.id}
      ), off as (
        update ledger_transfer t set debit_id = 'lacct_loss', code = 'write_off', source_id = null
        where movement = ${topup.movement}
      ), gone as (
        update topup set status = 'pending', movement = null where id = ${topup.id}
      )
      update ledger_account set debits_posted = debits_posted - 5000
      where code = 'bank_clearing' and currency = 'usd'`,
    object: () => 'lacct_loss',
    problem: 'write_offs has -5000, and what is open comes to 0',
  },
];
