/**
 * All SQL of the classic way, which is the SQL that most teams have: read and lock what the decision needs,
 * decide, write what follows, one statement after the other. To change with the schema: the rows that it
 * writes are those of ours, column for column (`pattern.ts`), so that only what is named here can go stale.
 */

/** What an earlier request under the same key was answered. */
export const findAnswer = {
  name: 'find_answer',
  text: 'select request_hash from idempotent_answer where account_id = $1 and livemode = $2 and key = $3',
};

/** The card and all that is its own. Card first, cardholder next, balances last: nobody crosses. */
export const lockCard = {
  name: 'lock_card',
  text: `select card.status as card_status, card.spending_controls as card_controls, card.exp_year,
      card.exp_month, card.pin_failures, card.chain_id, cardholder.id as cardholder_id,
      cardholder.status as cardholder_status, cardholder.screening,
      cardholder.spending_controls as cardholder_controls, account.card_issuing
    from issuing_card card
    join issuing_cardholder cardholder
      on cardholder.account_id = card.account_id and cardholder.id = card.cardholder_id
    join account on account.id = card.account_id
    where card.account_id = $1 and card.livemode = $2 and card.id = $3
    for update of card, cardholder`,
};

export const lockBalances = {
  name: 'lock_balances',
  text: `select id, code, credits_posted - debits_posted - debits_pending as available
    from ledger_account
    where account_id = $1 and livemode = $2 and currency = $3
      and code in ('issuing_balance', 'network_settlement')
    order by id
    for update`,
};

export const lockUsage = {
  name: 'lock_usage',
  text: `select owner_id, counters, velocity
    from spending_usage
    where account_id = $1 and livemode = $2 and owner_id = any ($3)
    order by owner_id
    for update`,
};

export const moveBalances = {
  name: 'move_balances',
  text: `update ledger_account
    set debits_pending = debits_pending + case when id = $2 then $4::bigint else 0 end,
      credits_pending = credits_pending + case when id = $3 then $4::bigint else 0 end
    where account_id = $1 and id in ($2, $3)`,
};

export const saveUsage = {
  name: 'save_usage',
  text: `insert into spending_usage (account_id, livemode, owner_id, counters, velocity)
    values ($1, $2, $3, $4, $5)
    on conflict (account_id, livemode, owner_id)
      do update set counters = excluded.counters, velocity = excluded.velocity`,
};
