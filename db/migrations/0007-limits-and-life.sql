-- Why: limits are counted, a decision may wait for an endpoint, and an authorization lives longer than its hold.
-- Online: nullable columns and constant defaults, which rewrite no table; two constraints are replaced by wider
--   ones and scan issuing_authorization once; `spent` and `expires_at` of past authorizations are filled in by
--   one update, so let this run when few purchases come.
-- Next: 0008 adds webhook endpoints.

alter table issuing_authorization
  -- Of the amount, what the terminal adds or hands out in cash. Null: nothing.
  add column amount_details jsonb,
  add column fleet jsonb,
  add column fuel jsonb,
  -- How an amount in another currency was converted. Null: the merchant's currency is the card's.
  add column conversion jsonb,
  -- What the network says of the risk. Null: it said nothing.
  add column risk jsonb,
  add column fraud_challenges jsonb,
  add column verified_by_fraud_challenge boolean,
  -- What a decision endpoint has been asked and not answered, and when it is resolved without an answer.
  add column pending_request jsonb,
  add column decide_by timestamptz,
  -- When the approval lapses. By the account's time.
  add column expires_at timestamptz,
  -- What it counts against limits, in the windows of created_at: held + captured - refunded.
  add column spent bigint not null default 0;

update issuing_authorization a
set expires_at = created_at + interval '7 days',
    spent = (case when status = 'pending' then amount else 0 end) - coalesce(
      (select sum(t.amount) from issuing_transaction t
       where t.account_id = a.account_id and t.authorization_id = a.id), 0);

alter table issuing_authorization
  alter column expires_at set not null,
  drop constraint issuing_authorization_holds_only_while_pending,
  drop constraint issuing_authorization_declined_is_closed,
  -- A hold is for what was approved, or for what an endpoint still thinks about.
  add constraint issuing_authorization_holds_only_while_pending check (
    (hold_movement is null) = (hold_leg is null)
    and (hold_movement is not null) = (status = 'pending' and (
      (approved and amount > 0)
      or (pending_request is not null and (pending_request ->> 'amount')::bigint > 0)))
  ),
  add constraint issuing_authorization_declined_is_closed
    check (approved or status = 'closed' or pending_request is not null),
  add constraint issuing_authorization_asks_only_while_pending check (
    (pending_request is null) = (decide_by is null)
    and (pending_request is null or status = 'pending')
  );

-- A decision is added to and never edited: an answer ends a pending request, and what was asked stays told.
create function refuse_edited_decision() returns trigger language plpgsql as $$
begin
  if not new.request_history @> old.request_history
    or jsonb_array_length(new.request_history) < jsonb_array_length(old.request_history)
    or (new.approved is distinct from old.approved and old.pending_request is null) then
    raise exception 'a decision on % was edited', old.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger issuing_authorization_keeps_its_decisions before update on issuing_authorization
  for each row when (old.approved is distinct from new.approved
    or old.request_history is distinct from new.request_history)
  execute function refuse_edited_decision();

-- What is due: few rows, and only while it is.
create index issuing_authorization_by_expiry on issuing_authorization (expires_at)
  where status = 'pending';
create index issuing_authorization_by_decision on issuing_authorization (decide_by)
  where decide_by is not null;

alter table issuing_transaction
  add column amount_details jsonb,
  add column purchase_details jsonb;

alter table issuing_card
  -- The first card of the chain of replacements: limits are counted for the whole chain.
  add column chain_id object_id,
  -- Canceled by itself after so many payments. Null: never.
  add column cancel_after_payments integer check (cancel_after_payments > 0),
  add column payments integer not null default 0 check (payments >= 0),
  -- Null: nothing to warn of.
  add column latest_fraud_warning jsonb;
update issuing_card set chain_id = id;
alter table issuing_card alter column chain_id set not null;
create index issuing_card_by_chain on issuing_card (account_id, chain_id);

-- What has been used of limits. A row is written by whoever has locked the Issuing balance of the
-- account, so that its numbers are exact; a counter that is missing is counted from history.
create table spending_usage (
  account_id object_id not null references account,
  livemode boolean not null,
  -- The first card of a chain, a cardholder, or the account itself.
  owner_id object_id not null,
  counters jsonb not null,
  -- How often and how much of late, for the fraud model. Null: nothing yet.
  velocity jsonb,
  primary key (account_id, livemode, owner_id)
) with (fillfactor = 50);

-- How an account runs its cards, where it is not as a new account has it.
create table issuing_settings (
  account_id object_id not null references account,
  livemode boolean not null,
  spending_controls jsonb not null,
  -- What a purchase gets whose decision endpoint says nothing, or nothing that can be used.
  on_decision_timeout text not null check (on_decision_timeout in ('approve', 'decline')),
  on_decision_error text not null check (on_decision_error in ('approve', 'decline')),
  cash_withdrawals boolean not null,
  created_at timestamptz not null,
  primary key (account_id, livemode)
);

grant select, insert, update on spending_usage, issuing_settings to cardwright_app;
-- What was asked is never edited. What was decided is added to: another request, another answer.
grant update (approved, request_history, trace, amount_details, fleet, fuel, conversion,
    fraud_challenges, verified_by_fraud_challenge, pending_request, decide_by, expires_at, spent)
  on issuing_authorization to cardwright_app;
grant update (purchase_details) on issuing_transaction to cardwright_app;
