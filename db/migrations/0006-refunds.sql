-- Why: a refund gives back what one capture took, and all refunds of it no more than that.
-- Online: a nullable column, and constraints that no row can break yet; the table is locked for a moment.
-- Next: nothing waits for it.
alter table issuing_transaction
  -- Null: a capture, or a refund that no capture is known for.
  add column refund_of object_id,
  add foreign key (account_id, refund_of) references issuing_transaction,
  add constraint issuing_transaction_only_a_refund_gives_back
    check (refund_of is null or type = 'refund');

create index issuing_transaction_by_refunded on issuing_transaction (account_id, refund_of)
  where refund_of is not null;
