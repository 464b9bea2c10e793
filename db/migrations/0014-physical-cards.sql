-- Why: a physical card is printed and shipped, may replace another one, and has a PIN. What a card event shows
--   stands on the card itself, so that a purchase reads it with the card; cards that go to one recipient on one day
--   share boxes.
-- Online: nullable columns and constant defaults, which rewrite no table; the checks scan issuing_card once, and
--   purchases wait for that. Until now no card was physical and none replaced another.
-- Next: 0019 lets a replacement bear the number of the card that it replaces.
create table card_box (
  account_id object_id not null references account,
  livemode boolean not null,
  id object_id not null check (id like 'box\_%'),
  -- Keyed: which address, recipient and service it goes to, and on which day. It names nobody.
  destination_hash bytea not null,
  -- How many cards lie in it. A full box is followed by another one for the same destination.
  card_count integer not null check (card_count between 1 and 2000),
  created_at timestamptz not null,
  primary key (account_id, id)
);
create index card_box_by_destination on card_box (account_id, destination_hash, id);
grant select, insert on card_box to cardwright_app;
grant update (card_count) on card_box to cardwright_app;

alter table issuing_card
  -- Printed below the name. Null: nothing is.
  add column second_line text check (length(second_line) between 1 and 24),
  -- Null on virtual cards, and where the account has no design. The platform's default belongs to another account,
  -- so it refers to no row of this one.
  add column personalization_design_id object_id,
  -- Where to, to whom and how, as the caller wrote it, and what became of the address. Null: a virtual card.
  -- Personal data stays in here.
  add column shipping jsonb,
  add column shipping_status text check (shipping_status in
    ('canceled', 'delivered', 'failure', 'pending', 'returned', 'shipped', 'submitted')),
  -- Grows when the caller changes where to or how, so that an answer about the former address is known as such.
  add column shipping_revision integer not null default 0 check (shipping_revision >= 0),
  -- Carrier, tracking and instants, unix seconds, as they become known. Null: still pending.
  add column shipment jsonb,
  -- When the card bureau took the order. Null: it has not.
  add column ordered_at timestamptz,
  -- Bulk only. Null: the card goes by itself, or has not been submitted.
  add column box_id object_id,
  -- A card that we owe: nothing is charged for it.
  add column is_free boolean not null default false,
  -- The movements of money that charged for it and gave that back. Null: none did.
  add column fee_movement text collate "C",
  add column fee_refund_movement text collate "C",
  add column replacement_for object_id,
  add column replaced_by object_id,
  add column replacement_reason text check (replacement_reason in
    ('damaged', 'expired', 'fulfillment_error', 'lost', 'stolen')),
  -- A key of its own. Null: a card from before there were PINs.
  add column pin_sealed bytea,
  add foreign key (account_id, box_id) references card_box,
  add foreign key (account_id, replacement_for) references issuing_card,
  add foreign key (account_id, replaced_by) references issuing_card,
  add constraint issuing_card_is_shipped_when_physical
    check ((type = 'physical') = (shipping is not null) and (shipping is null) = (shipping_status is null)),
  add constraint issuing_card_replaces_for_a_reason
    check ((replacement_for is null) = (replacement_reason is null)),
  add constraint issuing_card_gives_back_what_it_charged
    check (fee_refund_movement is null or fee_movement is not null);

-- The cards that a change of a design concerns, and those that need a person: few, and only for a while.
create index issuing_card_pending_by_design on issuing_card (account_id, personalization_design_id)
  where shipping_status = 'pending';
create index issuing_card_needs_person on issuing_card (id) where
  (shipping_status = 'pending' and shipping -> 'address_validation' ->> 'result' = 'likely_undeliverable')
  or (shipping_status = 'submitted' and ordered_at is null)
  or (shipping_status = 'failure' and replaced_by is null and shipment ->> 'owed_for' is not null)
  or (shipping_status = 'returned' and replaced_by is null and status <> 'canceled');
