-- Made from the migrations by `npm run generate`.

create domain currency_code as text collate "C"
  constraint currency_code_has_three_letters CHECK (octet_length(VALUE) = 3);
create domain object_id as text collate "C"
  constraint object_id_is_short CHECK (octet_length(VALUE) <= 64);

create sequence funding_address_serial;
create sequence test_clock_turn;

CREATE OR REPLACE FUNCTION public.event_epoch()
 RETURNS bigint
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN (0)::bigint;

CREATE OR REPLACE FUNCTION public.event_horizon()
 RETURNS bigint
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN (((pg_snapshot_xmin(pg_current_snapshot()))::text)::bigint + event_epoch());

CREATE OR REPLACE FUNCTION public.event_position()
 RETURNS bigint
 LANGUAGE sql
 STABLE
RETURN (((pg_current_xact_id())::text)::bigint + event_epoch());

create table account (
  id object_id not null,
  country text not null,
  default_currency currency_code not null,
  business_name text not null,
  card_issuing text not null,
  default_brand text not null,
  created_at timestamp with time zone not null,
  constraint account_pkey PRIMARY KEY (id),
  constraint account_card_issuing_check CHECK (card_issuing = ANY (ARRAY['active'::text, 'inactive'::text, 'pending'::text])),
  constraint account_country_check CHECK (country ~ '^[A-Z]{2}$'::text),
  constraint account_default_brand_check CHECK (default_brand = ANY (ARRAY['MasterCard'::text, 'Visa'::text])),
  constraint account_id_check CHECK (id::text ~~ 'acct\_%'::text)
);

create table api_key (
  account_id object_id not null,
  livemode boolean not null,
  id object_id not null,
  hash bytea not null,
  last4 text not null,
  created_at timestamp with time zone not null,
  revoked_at timestamp with time zone,
  constraint api_key_pkey PRIMARY KEY (account_id, id),
  constraint api_key_is_unique UNIQUE (hash),
  constraint api_key_id_check CHECK (id::text ~~ 'key\_%'::text),
  constraint api_key_last4_check CHECK (length(last4) = 4)
);

create table balance_transfer (
  account_id object_id not null,
  livemode boolean not null,
  id object_id not null,
  amount bigint not null,
  currency currency_code not null,
  source_balance text not null,
  destination_balance text not null,
  status text not null,
  arrives_at timestamp with time zone not null,
  metadata jsonb not null,
  movement text collate "C" not null,
  arrival_movement text collate "C",
  created_at timestamp with time zone not null,
  constraint balance_transfer_pkey PRIMARY KEY (account_id, id),
  constraint balance_transfer_amount_check CHECK (amount > 0),
  constraint balance_transfer_destination_balance_check CHECK (destination_balance = ANY (ARRAY['issuing'::text, 'payments'::text])),
  constraint balance_transfer_id_check CHECK (id::text ~~ 'btr\_%'::text),
  constraint balance_transfer_is_between_two CHECK (source_balance <> destination_balance),
  constraint balance_transfer_source_balance_check CHECK (source_balance = ANY (ARRAY['issuing'::text, 'payments'::text])),
  constraint balance_transfer_status_check CHECK (status = ANY (ARRAY['pending'::text, 'succeeded'::text]))
);

create table bank_account (
  account_id object_id not null,
  livemode boolean not null,
  id object_id not null,
  country text not null,
  currency currency_code not null,
  account_holder_name text,
  account_holder_type text,
  account_type text,
  routing_number text collate "C",
  number_sealed bytea not null,
  fingerprint text collate "C" not null,
  last4 text not null,
  status text not null,
  is_external boolean not null,
  default_for_currency boolean not null default false,
  metadata jsonb not null,
  created_at timestamp with time zone not null,
  deleted_at timestamp with time zone,
  constraint bank_account_pkey PRIMARY KEY (account_id, id),
  constraint bank_account_account_holder_name_check CHECK (length(account_holder_name) <= 5000),
  constraint bank_account_account_holder_type_check CHECK (account_holder_type = ANY (ARRAY['company'::text, 'individual'::text])),
  constraint bank_account_account_type_check CHECK (account_type = ANY (ARRAY['checking'::text, 'savings'::text])),
  constraint bank_account_country_check CHECK (country ~ '^[A-Z]{2}$'::text),
  constraint bank_account_fingerprint_check CHECK (fingerprint ~ '^[0-9A-Za-z]{16}$'::text),
  constraint bank_account_id_check CHECK (id::text ~~ 'ba\_%'::text),
  constraint bank_account_is_default_while_it_is_there CHECK (NOT default_for_currency OR is_external AND deleted_at IS NULL),
  constraint bank_account_last4_check CHECK (last4 ~ '^[0-9A-Z]{4}$'::text),
  constraint bank_account_routing_number_check CHECK (routing_number ~ '^[0-9]{6,9}$'::text),
  constraint bank_account_status_check CHECK (status = ANY (ARRAY['errored'::text, 'new'::text, 'verification_failed'::text, 'verified'::text]))
);

create table bank_account_token (
  account_id object_id not null,
  livemode boolean not null,
  id object_id not null,
  bank_account_id object_id not null,
  used_at timestamp with time zone,
  created_at timestamp with time zone not null,
  constraint bank_account_token_pkey PRIMARY KEY (account_id, id),
  constraint bank_account_token_names_its_own UNIQUE (account_id, bank_account_id),
  constraint bank_account_token_id_check CHECK (id::text ~~ 'btok\_%'::text)
);

create table bank_account_verification (
  account_id object_id not null,
  livemode boolean not null,
  id object_id not null,
  method text not null,
  status text not null,
  failure_code text,
  attempts smallint not null default 0,
  expected_sealed bytea,
  cutoff_at timestamp with time zone not null,
  arrives_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  created_at timestamp with time zone not null,
  constraint bank_account_verification_pkey PRIMARY KEY (account_id, id),
  constraint bank_account_verification_attempts_check CHECK (attempts >= 0 AND attempts <= 10),
  constraint bank_account_verification_expects_what_was_sent CHECK (status <> 'sent'::text OR expected_sealed IS NOT NULL),
  constraint bank_account_verification_failed_for_a_reason CHECK ((status = 'failed'::text) = (failure_code IS NOT NULL)),
  constraint bank_account_verification_failure_code_check CHECK (failure_code = ANY (ARRAY['attempts_exceeded'::text, 'not_sent'::text, 'timed_out'::text])),
  constraint bank_account_verification_method_check CHECK (method = ANY (ARRAY['amounts'::text, 'descriptor_code'::text])),
  constraint bank_account_verification_status_check CHECK (status = ANY (ARRAY['failed'::text, 'requested'::text, 'sent'::text, 'verified'::text]))
);

create table bank_credit (
  account_id object_id not null,
  livemode boolean not null,
  id object_id not null,
  advised_by text collate "C" not null,
  bank_reference text collate "C" not null,
  network text not null,
  amount bigint not null,
  currency currency_code not null,
  address text not null,
  reference text,
  sender_name text,
  funding_instructions_id object_id,
  status text not null,
  held_reason text,
  return_at timestamp with time zone,
  credited_account_id object_id,
  credited_at timestamp with time zone,
  return_reference text collate "C",
  returned_at timestamp with time zone,
  created_at timestamp with time zone not null,
  constraint bank_credit_pkey PRIMARY KEY (account_id, id),
  constraint bank_credit_is_booked_once UNIQUE (advised_by, bank_reference),
  constraint bank_credit_address_check CHECK (length(address) >= 1 AND length(address) <= 64),
  constraint bank_credit_advised_by_check CHECK (length(advised_by) >= 1 AND length(advised_by) <= 64),
  constraint bank_credit_amount_check CHECK (amount > 0),
  constraint bank_credit_bank_reference_check CHECK (length(bank_reference) >= 1 AND length(bank_reference) <= 140),
  constraint bank_credit_held_reason_check CHECK (held_reason = ANY (ARRAY['address_unknown'::text, 'currency_mismatch'::text, 'network_unsupported'::text, 'sender_listed'::text])),
  constraint bank_credit_id_check CHECK (id::text ~~ 'bcr\_%'::text),
  constraint bank_credit_network_check CHECK (network = ANY (ARRAY['ach'::text, 'bacs'::text, 'chaps'::text, 'domestic_wire_us'::text, 'fps'::text, 'sepa'::text, 'swift'::text])),
  constraint bank_credit_reference_check CHECK (length(reference) <= 140),
  constraint bank_credit_return_reference_check CHECK (length(return_reference) <= 140),
  constraint bank_credit_returns_under_a_reference CHECK ((status = 'returned'::text) = (return_reference IS NOT NULL) AND (status = 'returned'::text) = (returned_at IS NOT NULL)),
  constraint bank_credit_sender_name_check CHECK (length(sender_name) <= 140),
  constraint bank_credit_status_check CHECK (status = ANY (ARRAY['held'::text, 'returned'::text, 'returning'::text, 'succeeded'::text])),
  constraint bank_credit_succeeds_for_an_account CHECK ((status = 'succeeded'::text) = (credited_account_id IS NOT NULL) AND (status = 'succeeded'::text) = (credited_at IS NOT NULL)),
  constraint bank_credit_that_waits_says_why CHECK (status = 'succeeded'::text OR held_reason IS NOT NULL)
);

create table card_box (
  account_id object_id not null,
  livemode boolean not null,
  id object_id not null,
  destination_hash bytea not null,
  card_count integer not null,
  created_at timestamp with time zone not null,
  constraint card_box_pkey PRIMARY KEY (account_id, id),
  constraint card_box_card_count_check CHECK (card_count >= 1 AND card_count <= 2000),
  constraint card_box_id_check CHECK (id::text ~~ 'box\_%'::text)
);

create table clocked_workflow (
  account_id object_id not null,
  livemode boolean not null,
  kind text not null,
  object_id object_id not null,
  due_at timestamp with time zone,
  is_stale boolean not null,
  created_at timestamp with time zone not null,
  constraint clocked_workflow_pkey PRIMARY KEY (account_id, kind, object_id),
  constraint clocked_workflow_kind_check CHECK (length(kind) <= 64),
  constraint clocked_workflow_livemode_check CHECK (NOT livemode)
);

create table ephemeral_key (
  account_id object_id not null,
  livemode boolean not null,
  id object_id not null,
  card_id object_id not null,
  secret_hash bytea not null,
  nonce text not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  deleted_at timestamp with time zone,
  constraint ephemeral_key_pkey PRIMARY KEY (account_id, id),
  constraint ephemeral_key_nonce_works_once UNIQUE (nonce),
  constraint ephemeral_key_secret_is_unique UNIQUE (secret_hash),
  constraint ephemeral_key_id_check CHECK (id::text ~~ 'ephkey\_%'::text),
  constraint ephemeral_key_nonce_check CHECK (length(nonce) <= 100)
);

create table event (
  account_id object_id not null,
  livemode boolean not null,
  id object_id not null,
  type text not null,
  object_id object_id not null,
  api_version text not null,
  request_id text,
  idempotency_key text,
  data_sealed bytea not null,
  created_at timestamp with time zone not null,
  "position" bigint not null default event_position(),
  constraint event_pkey PRIMARY KEY (account_id, id),
  constraint event_id_check CHECK (id::text ~~ 'evt\_%'::text)
);

create table file (
  account_id object_id not null,
  livemode boolean not null,
  id object_id not null,
  purpose text not null,
  filename text not null,
  type text not null,
  size integer not null,
  sha256 bytea not null,
  expires_at timestamp with time zone,
  purged_at timestamp with time zone,
  created_at timestamp with time zone not null,
  constraint file_pkey PRIMARY KEY (account_id, id),
  constraint file_filename_check CHECK (length(filename) >= 1 AND length(filename) <= 255),
  constraint file_id_check CHECK (id::text ~~ 'file\_%'::text),
  constraint file_purpose_check CHECK (length(purpose) <= 64),
  constraint file_sha256_check CHECK (length(sha256) = 32),
  constraint file_size_check CHECK (size >= 1 AND size <= 16777216),
  constraint file_type_check CHECK (type ~ '^[a-z]{3,4}$'::text)
);

create table file_content (
  account_id object_id not null,
  livemode boolean not null,
  id object_id not null,
  content bytea not null,
  created_at timestamp with time zone not null,
  constraint file_content_pkey PRIMARY KEY (account_id, id),
  constraint file_content_content_check CHECK (length(content) >= 1 AND length(content) <= 16777216)
);

create table file_link (
  account_id object_id not null,
  livemode boolean not null,
  id object_id not null,
  file_id object_id not null,
  token text collate "C" not null,
  expires_at timestamp with time zone,
  metadata jsonb not null,
  created_at timestamp with time zone not null,
  constraint file_link_pkey PRIMARY KEY (account_id, id),
  constraint file_link_token_is_unique UNIQUE (token),
  constraint file_link_id_check CHECK (id::text ~~ 'link\_%'::text),
  constraint file_link_token_check CHECK (length(token) = 40)
);

create table funding_instructions (
  account_id object_id not null,
  livemode boolean not null,
  id object_id not null,
  currency currency_code not null,
  address_type text not null,
  bank_code text collate "C" not null,
  account_number text collate "C" not null,
  created_at timestamp with time zone not null,
  constraint funding_instructions_pkey PRIMARY KEY (account_id, id),
  constraint funding_instructions_are_one_per_currency UNIQUE (account_id, livemode, currency),
  constraint funding_instructions_lead_to_one_account UNIQUE (bank_code, account_number),
  constraint funding_instructions_account_number_check CHECK (account_number ~ '^[0-9]{8,12}$'::text),
  constraint funding_instructions_address_type_check CHECK (address_type = ANY (ARRAY['aba'::text, 'iban'::text, 'sort_code'::text])),
  constraint funding_instructions_bank_code_check CHECK (bank_code ~ '^[0-9]{6,9}$'::text),
  constraint funding_instructions_id_check CHECK (id::text ~~ 'fi\_%'::text)
);

create table idempotent_answer (
  account_id object_id not null,
  livemode boolean not null,
  key text collate "C" not null,
  request_hash bytea not null,
  status smallint not null,
  body_sealed bytea,
  request_id text not null,
  created_at timestamp with time zone not null,
  event_id object_id,
  constraint idempotent_answer_pkey PRIMARY KEY (account_id, livemode, key),
  constraint idempotent_answer_is_kept_once CHECK (event_id IS NULL OR body_sealed IS NULL),
  constraint idempotent_answer_key_check CHECK (length(key) >= 1 AND length(key) <= 255)
);

create table issuing_authorization (
  account_id object_id not null,
  livemode boolean not null,
  id object_id not null,
  card_id object_id not null,
  cardholder_id object_id not null,
  status text not null,
  approved boolean not null,
  amount bigint not null,
  currency currency_code not null,
  merchant_amount bigint not null,
  merchant_currency currency_code not null,
  authorization_method text not null,
  merchant_data jsonb not null,
  network_data jsonb not null,
  verification_data jsonb not null,
  wallet text,
  request_history jsonb not null,
  trace jsonb not null,
  metadata jsonb not null,
  hold_movement text collate "C",
  hold_leg smallint,
  created_at timestamp with time zone not null,
  amount_details jsonb,
  fleet jsonb,
  fuel jsonb,
  conversion jsonb,
  risk jsonb,
  fraud_challenges jsonb,
  verified_by_fraud_challenge boolean,
  pending_request jsonb,
  decide_by timestamp with time zone,
  expires_at timestamp with time zone not null,
  spent bigint not null default 0,
  constraint issuing_authorization_pkey PRIMARY KEY (account_id, id),
  constraint issuing_authorization_amount_is_not_negative CHECK (amount >= 0),
  constraint issuing_authorization_asks_only_while_pending CHECK ((pending_request IS NULL) = (decide_by IS NULL) AND (pending_request IS NULL OR status = 'pending'::text)),
  constraint issuing_authorization_authorization_method_check CHECK (authorization_method = ANY (ARRAY['chip'::text, 'contactless'::text, 'keyed_in'::text, 'online'::text, 'swipe'::text])),
  constraint issuing_authorization_declined_is_closed CHECK (approved OR status = 'closed'::text OR pending_request IS NOT NULL),
  constraint issuing_authorization_holds_only_while_pending CHECK ((hold_movement IS NULL) = (hold_leg IS NULL) AND (hold_movement IS NOT NULL) = (status = 'pending'::text AND (approved AND amount > 0 OR pending_request IS NOT NULL AND ((pending_request ->> 'amount'::text)::bigint) > 0))),
  constraint issuing_authorization_id_check CHECK (id::text ~~ 'iauth\_%'::text),
  constraint issuing_authorization_merchant_amount_check CHECK (merchant_amount >= 0),
  constraint issuing_authorization_status_check CHECK (status = ANY (ARRAY['closed'::text, 'expired'::text, 'pending'::text, 'reversed'::text])),
  constraint issuing_authorization_wallet_check CHECK (wallet = ANY (ARRAY['apple_pay'::text, 'google_pay'::text, 'samsung_pay'::text]))
) with (fillfactor=80);

create table issuing_card (
  account_id object_id not null,
  livemode boolean not null,
  id object_id not null,
  cardholder_id object_id not null,
  type text not null,
  status text not null,
  cancellation_reason text,
  brand text not null,
  currency currency_code not null,
  last4 text not null,
  exp_month smallint not null,
  exp_year smallint not null,
  number_sealed bytea not null,
  number_hash bytea not null,
  cvc_sealed bytea not null,
  pin_failures smallint not null default 0,
  spending_controls jsonb not null,
  metadata jsonb not null,
  created_at timestamp with time zone not null,
  chain_id object_id not null,
  cancel_after_payments integer,
  payments integer not null default 0,
  latest_fraud_warning jsonb,
  second_line text,
  personalization_design_id object_id,
  shipping jsonb,
  shipping_status text,
  shipping_revision integer not null default 0,
  shipment jsonb,
  ordered_at timestamp with time zone,
  box_id object_id,
  is_free boolean not null default false,
  fee_movement text collate "C",
  fee_refund_movement text collate "C",
  replacement_for object_id,
  replaced_by object_id,
  replacement_reason text,
  pin_sealed bytea,
  bears_number boolean not null default true,
  constraint issuing_card_pkey PRIMARY KEY (account_id, id),
  constraint issuing_card_number_and_expiry_are_unique UNIQUE (number_hash, exp_year, exp_month),
  constraint issuing_card_brand_check CHECK (brand = ANY (ARRAY['MasterCard'::text, 'Visa'::text])),
  constraint issuing_card_cancel_after_payments_check CHECK (cancel_after_payments > 0),
  constraint issuing_card_cancellation_reason_check CHECK (cancellation_reason = ANY (ARRAY['design_rejected'::text, 'fulfillment_error'::text, 'lost'::text, 'stolen'::text])),
  constraint issuing_card_exp_month_check CHECK (exp_month >= 1 AND exp_month <= 12),
  constraint issuing_card_exp_year_check CHECK (exp_year >= 2000 AND exp_year <= 2199),
  constraint issuing_card_gives_back_what_it_charged CHECK (fee_refund_movement IS NULL OR fee_movement IS NOT NULL),
  constraint issuing_card_id_check CHECK (id::text ~~ 'ic\_%'::text),
  constraint issuing_card_is_shipped_when_physical CHECK ((type = 'physical'::text) = (shipping IS NOT NULL) AND (shipping IS NULL) = (shipping_status IS NULL)),
  constraint issuing_card_last4_check CHECK (last4 ~ '^[0-9]{4}$'::text),
  constraint issuing_card_payments_check CHECK (payments >= 0),
  constraint issuing_card_pin_failures_check CHECK (pin_failures >= 0 AND pin_failures <= 3),
  constraint issuing_card_reason_only_when_canceled CHECK (cancellation_reason IS NULL OR status = 'canceled'::text),
  constraint issuing_card_replacement_reason_check CHECK (replacement_reason = ANY (ARRAY['damaged'::text, 'expired'::text, 'fulfillment_error'::text, 'lost'::text, 'stolen'::text])),
  constraint issuing_card_replaces_for_a_reason CHECK ((replacement_for IS NULL) = (replacement_reason IS NULL)),
  constraint issuing_card_second_line_check CHECK (length(second_line) >= 1 AND length(second_line) <= 24),
  constraint issuing_card_shipping_revision_check CHECK (shipping_revision >= 0),
  constraint issuing_card_shipping_status_check CHECK (shipping_status = ANY (ARRAY['canceled'::text, 'delivered'::text, 'failure'::text, 'pending'::text, 'returned'::text, 'shipped'::text, 'submitted'::text])),
  constraint issuing_card_status_check CHECK (status = ANY (ARRAY['active'::text, 'canceled'::text, 'inactive'::text])),
  constraint issuing_card_type_check CHECK (type = ANY (ARRAY['physical'::text, 'virtual'::text]))
);

create table issuing_cardholder (
  account_id object_id not null,
  livemode boolean not null,
  id object_id not null,
  type text not null,
  status text not null,
  name text not null,
  email text,
  phone_number text,
  address_line1 text not null,
  address_line2 text,
  address_city text not null,
  address_state text,
  address_postal_code text not null,
  address_country text not null,
  first_name text,
  last_name text,
  date_of_birth date,
  terms_accepted_at timestamp with time zone,
  terms_accepted_ip text,
  terms_accepted_user_agent text,
  tax_id_sealed bytea,
  preferred_locales text[],
  spending_controls jsonb not null,
  metadata jsonb not null,
  screening text not null,
  screening_request integer not null,
  screening_revision integer not null,
  created_at timestamp with time zone not null,
  constraint issuing_cardholder_pkey PRIMARY KEY (account_id, id),
  constraint issuing_cardholder_address_country_check CHECK (address_country ~ '^[A-Z]{2}$'::text),
  constraint issuing_cardholder_id_check CHECK (id::text ~~ 'ich\_%'::text),
  constraint issuing_cardholder_rejected_is_blocked CHECK (screening <> 'rejected'::text OR status = 'blocked'::text),
  constraint issuing_cardholder_screening_check CHECK (screening = ANY (ARRAY['clear'::text, 'listed'::text, 'rejected'::text, 'under_review'::text])),
  constraint issuing_cardholder_screening_request_check CHECK (screening_request > 0),
  constraint issuing_cardholder_screening_revision_check CHECK (screening_revision >= 0),
  constraint issuing_cardholder_status_check CHECK (status = ANY (ARRAY['active'::text, 'blocked'::text, 'inactive'::text])),
  constraint issuing_cardholder_type_check CHECK (type = ANY (ARRAY['company'::text, 'individual'::text]))
);

create table issuing_funding_rule (
  account_id object_id not null,
  livemode boolean not null,
  id object_id not null,
  currency currency_code not null,
  active boolean not null,
  threshold_type text not null,
  threshold_value bigint not null,
  topup_amount bigint,
  topup_source text,
  checked_at timestamp with time zone,
  triggered_at timestamp with time zone,
  triggered_available bigint,
  triggered_topup_id object_id,
  triggered_failure text,
  metadata jsonb not null,
  created_at timestamp with time zone not null,
  constraint issuing_funding_rule_pkey PRIMARY KEY (account_id, id),
  constraint issuing_funding_rule_is_one_per_currency UNIQUE (account_id, livemode, currency),
  constraint issuing_funding_rule_id_check CHECK (id::text ~~ 'ifr\_%'::text),
  constraint issuing_funding_rule_threshold_type_check CHECK (threshold_type = ANY (ARRAY['amount'::text, 'spend_percentage'::text])),
  constraint issuing_funding_rule_threshold_value_check CHECK (threshold_value > 0),
  constraint issuing_funding_rule_tops_up_from_somewhere CHECK ((topup_amount IS NULL) = (topup_source IS NULL)),
  constraint issuing_funding_rule_topup_amount_check CHECK (topup_amount > 0),
  constraint issuing_funding_rule_topup_source_check CHECK (length(topup_source) <= 64),
  constraint issuing_funding_rule_triggered_failure_check CHECK (length(triggered_failure) <= 64)
);

create table issuing_personalization_design (
  account_id object_id not null,
  livemode boolean not null,
  id object_id not null,
  name text,
  lookup_key text,
  physical_bundle_id object_id not null,
  card_logo_id object_id,
  header_title text,
  header_body text,
  footer_title text,
  footer_body text,
  is_default boolean not null,
  is_platform_default boolean,
  status text not null,
  revision integer not null,
  decisions integer not null,
  logo_rejection text[],
  text_rejection text[],
  metadata jsonb not null,
  created_at timestamp with time zone not null,
  constraint issuing_personalization_design_pkey PRIMARY KEY (account_id, id),
  constraint issuing_personalization_design_decisions_check CHECK (decisions >= 0),
  constraint issuing_personalization_design_footer_body_check CHECK (length(footer_body) >= 1 AND length(footer_body) <= 200),
  constraint issuing_personalization_design_footer_title_check CHECK (length(footer_title) >= 1 AND length(footer_title) <= 30),
  constraint issuing_personalization_design_header_body_check CHECK (length(header_body) >= 1 AND length(header_body) <= 200),
  constraint issuing_personalization_design_header_title_check CHECK (length(header_title) >= 1 AND length(header_title) <= 30),
  constraint issuing_personalization_design_id_check CHECK (id::text ~~ 'ipd\_%'::text),
  constraint issuing_personalization_design_logo_rejection_check CHECK (cardinality(logo_rejection) > 0),
  constraint issuing_personalization_design_lookup_key_check CHECK (length(lookup_key) >= 1 AND length(lookup_key) <= 200),
  constraint issuing_personalization_design_name_check CHECK (length(name) >= 1 AND length(name) <= 200),
  constraint issuing_personalization_design_rejected_for_a_reason CHECK ((status = 'rejected'::text) = (logo_rejection IS NOT NULL OR text_rejection IS NOT NULL)),
  constraint issuing_personalization_design_revision_check CHECK (revision > 0),
  constraint issuing_personalization_design_status_check CHECK (status = ANY (ARRAY['active'::text, 'inactive'::text, 'rejected'::text, 'review'::text])),
  constraint issuing_personalization_design_text_rejection_check CHECK (cardinality(text_rejection) > 0)
);

create table issuing_physical_bundle (
  account_id object_id not null,
  livemode boolean not null,
  id object_id not null,
  type text not null,
  name text not null,
  status text not null,
  card_logo text not null,
  carrier_text text not null,
  second_line text not null,
  pieces integer,
  created_at timestamp with time zone not null,
  constraint issuing_physical_bundle_pkey PRIMARY KEY (account_id, id),
  constraint issuing_physical_bundle_card_logo_check CHECK (card_logo = ANY (ARRAY['optional'::text, 'required'::text, 'unsupported'::text])),
  constraint issuing_physical_bundle_carrier_text_check CHECK (carrier_text = ANY (ARRAY['optional'::text, 'required'::text, 'unsupported'::text])),
  constraint issuing_physical_bundle_custom_is_ordered CHECK ((type = 'custom'::text) = (pieces IS NOT NULL)),
  constraint issuing_physical_bundle_id_check CHECK (id::text ~~ 'ipb\_%'::text),
  constraint issuing_physical_bundle_name_check CHECK (length(name) >= 1 AND length(name) <= 200),
  constraint issuing_physical_bundle_pieces_check CHECK (pieces >= 2500),
  constraint issuing_physical_bundle_second_line_check CHECK (second_line = ANY (ARRAY['optional'::text, 'required'::text, 'unsupported'::text])),
  constraint issuing_physical_bundle_status_check CHECK (status = ANY (ARRAY['active'::text, 'inactive'::text, 'review'::text])),
  constraint issuing_physical_bundle_type_check CHECK (type = ANY (ARRAY['custom'::text, 'standard'::text]))
);

create table issuing_settings (
  account_id object_id not null,
  livemode boolean not null,
  spending_controls jsonb not null,
  on_decision_timeout text not null,
  on_decision_error text not null,
  cash_withdrawals boolean not null,
  created_at timestamp with time zone not null,
  constraint issuing_settings_pkey PRIMARY KEY (account_id, livemode),
  constraint issuing_settings_on_decision_error_check CHECK (on_decision_error = ANY (ARRAY['approve'::text, 'decline'::text])),
  constraint issuing_settings_on_decision_timeout_check CHECK (on_decision_timeout = ANY (ARRAY['approve'::text, 'decline'::text]))
);

create table issuing_settlement (
  account_id object_id not null,
  livemode boolean not null,
  id object_id not null,
  day_id object_id not null,
  currency currency_code not null,
  network text not null,
  clearing_date timestamp with time zone not null,
  transaction_count integer not null,
  net_amount bigint not null,
  status text not null,
  movement text collate "C",
  metadata jsonb not null,
  created_at timestamp with time zone not null,
  constraint issuing_settlement_pkey PRIMARY KEY (account_id, id),
  constraint issuing_settlement_is_one_per_day_and_currency UNIQUE (account_id, day_id, currency),
  constraint issuing_settlement_id_check CHECK (id::text ~~ 'iset\_%'::text),
  constraint issuing_settlement_is_paid_when_complete CHECK ((status = 'complete'::text AND net_amount <> 0) = (movement IS NOT NULL)),
  constraint issuing_settlement_network_check CHECK (network = ANY (ARRAY['mastercard'::text, 'visa'::text])),
  constraint issuing_settlement_status_check CHECK (status = ANY (ARRAY['complete'::text, 'pending'::text])),
  constraint issuing_settlement_transaction_count_check CHECK (transaction_count >= 0)
);

create table issuing_transaction (
  account_id object_id not null,
  livemode boolean not null,
  id object_id not null,
  type text not null,
  card_id object_id not null,
  cardholder_id object_id not null,
  authorization_id object_id,
  amount bigint not null,
  currency currency_code not null,
  merchant_amount bigint not null,
  merchant_currency currency_code not null,
  merchant_data jsonb not null,
  network_data jsonb not null,
  wallet text,
  metadata jsonb not null,
  movement text collate "C" not null,
  created_at timestamp with time zone not null,
  refund_of object_id,
  amount_details jsonb,
  purchase_details jsonb,
  settlement_day object_id,
  acquirer_reference text collate "C",
  constraint issuing_transaction_pkey PRIMARY KEY (account_id, id),
  constraint issuing_transaction_acquirer_reference_check CHECK (acquirer_reference ~ '^[A-Za-z0-9]{1,32}$'::text),
  constraint issuing_transaction_id_check CHECK (id::text ~~ 'ipi\_%'::text),
  constraint issuing_transaction_only_a_refund_gives_back CHECK (refund_of IS NULL OR type = 'refund'::text),
  constraint issuing_transaction_settles_by_reference CHECK (settlement_day IS NULL OR acquirer_reference IS NOT NULL),
  constraint issuing_transaction_sign_follows_type CHECK (
CASE type
    WHEN 'capture'::text THEN amount < 0 AND merchant_amount < 0
    ELSE amount > 0 AND merchant_amount > 0
END),
  constraint issuing_transaction_type_check CHECK (type = ANY (ARRAY['capture'::text, 'refund'::text])),
  constraint issuing_transaction_wallet_check CHECK (wallet = ANY (ARRAY['apple_pay'::text, 'google_pay'::text, 'samsung_pay'::text]))
);

create table ledger_account (
  account_id object_id not null,
  livemode boolean not null,
  id object_id not null,
  code text not null,
  currency currency_code not null,
  debits_pending bigint not null default 0,
  debits_posted bigint not null default 0,
  credits_pending bigint not null default 0,
  credits_posted bigint not null default 0,
  created_at timestamp with time zone not null,
  constraint ledger_account_pkey PRIMARY KEY (account_id, id),
  constraint ledger_account_account_id_id_livemode_currency_key UNIQUE (account_id, id, livemode, currency),
  constraint ledger_account_is_one_per_code_and_currency UNIQUE (account_id, livemode, code, currency),
  constraint ledger_account_code_is_of_the_chart CHECK (code = ANY (ARRAY['bank_clearing'::text, 'card_fees'::text, 'in_transit'::text, 'issuing_balance'::text, 'network_settlement'::text, 'payments_balance'::text, 'suspense'::text, 'write_offs'::text])),
  constraint ledger_account_credits_pending_check CHECK (credits_pending >= 0),
  constraint ledger_account_credits_posted_check CHECK (credits_posted >= 0),
  constraint ledger_account_debits_pending_check CHECK (debits_pending >= 0),
  constraint ledger_account_debits_posted_check CHECK (debits_posted >= 0),
  constraint ledger_account_id_check CHECK (id::text ~~ 'lacct\_%'::text)
) with (fillfactor=50);

create table ledger_transfer (
  account_id object_id not null,
  livemode boolean not null,
  movement text collate "C" not null,
  leg smallint not null,
  phase text not null,
  code text not null,
  debit_id object_id not null,
  credit_id object_id not null,
  amount bigint not null,
  currency currency_code not null,
  pending_movement text collate "C",
  pending_leg smallint,
  pending_amount bigint,
  authorization_id object_id,
  issuing_transaction_id object_id,
  created_at timestamp with time zone not null,
  source_id object_id,
  constraint ledger_transfer_pkey PRIMARY KEY (account_id, movement, leg),
  constraint ledger_transfer_settles_a_pending_one_once UNIQUE (account_id, pending_movement, pending_leg),
  constraint ledger_transfer_amount_is_positive CHECK (amount > 0),
  constraint ledger_transfer_leg_check CHECK (leg >= 0 AND leg <= 9),
  constraint ledger_transfer_movement_check CHECK (movement ~ '^[A-Za-z0-9]{1,58}$'::text),
  constraint ledger_transfer_moves_between_two_accounts CHECK (debit_id::text <> credit_id::text),
  constraint ledger_transfer_names_what_it_settles CHECK ((phase = ANY (ARRAY['post_pending'::text, 'void_pending'::text])) = (pending_movement IS NOT NULL AND pending_leg IS NOT NULL AND pending_amount IS NOT NULL) AND ((phase = ANY (ARRAY['post_pending'::text, 'void_pending'::text])) OR pending_movement IS NULL AND pending_leg IS NULL AND pending_amount IS NULL)),
  constraint ledger_transfer_phase_check CHECK (phase = ANY (ARRAY['pending'::text, 'posted'::text, 'post_pending'::text, 'void_pending'::text])),
  constraint ledger_transfer_posts_no_more_than_was_pending CHECK (
CASE phase
    WHEN 'post_pending'::text THEN amount <= pending_amount
    WHEN 'void_pending'::text THEN amount = pending_amount
    ELSE true
END)
);

create table negative_balance (
  account_id object_id not null,
  livemode boolean not null,
  id object_id not null,
  ledger_account_id object_id not null,
  balance_type text not null,
  currency currency_code not null,
  status text not null,
  amount bigint not null,
  reminders smallint not null default 0,
  written_off bigint,
  created_at timestamp with time zone not null,
  resolved_at timestamp with time zone,
  constraint negative_balance_pkey PRIMARY KEY (account_id, id),
  constraint negative_balance_amount_check CHECK (amount > 0),
  constraint negative_balance_balance_type_check CHECK (balance_type = ANY (ARRAY['issuing'::text, 'payments'::text])),
  constraint negative_balance_id_check CHECK (id::text ~~ 'neg\_%'::text),
  constraint negative_balance_open_is_not_resolved CHECK ((status = 'open'::text) = (resolved_at IS NULL)),
  constraint negative_balance_reminders_check CHECK (reminders >= 0 AND reminders <= 100),
  constraint negative_balance_status_check CHECK (status = ANY (ARRAY['open'::text, 'recovered'::text, 'written_off'::text])),
  constraint negative_balance_written_off_by_an_amount CHECK ((status = 'written_off'::text) = (written_off IS NOT NULL)),
  constraint negative_balance_written_off_check CHECK (written_off > 0)
);

create table outbox (
  account_id object_id not null,
  livemode boolean not null,
  id object_id not null,
  kind text not null,
  object_id object_id not null,
  payload jsonb not null,
  attempts integer not null default 0,
  created_at timestamp with time zone not null,
  due_at timestamp with time zone not null default now() + '00:00:02'::interval,
  frozen_at timestamp with time zone,
  constraint outbox_pkey PRIMARY KEY (account_id, id),
  constraint outbox_id_check CHECK (id::text ~~ 'out\_%'::text),
  constraint outbox_kind_is_short CHECK (length(kind) <= 64)
);

create table payment_method (
  account_id object_id not null,
  livemode boolean not null,
  id object_id not null,
  bank_account_id object_id not null,
  billing_details jsonb not null,
  allow_redisplay text not null,
  metadata jsonb not null,
  created_at timestamp with time zone not null,
  constraint payment_method_pkey PRIMARY KEY (account_id, id),
  constraint payment_method_is_one_per_bank_account UNIQUE (account_id, bank_account_id),
  constraint payment_method_allow_redisplay_check CHECK (allow_redisplay = ANY (ARRAY['always'::text, 'limited'::text, 'unspecified'::text])),
  constraint payment_method_id_check CHECK (id::text ~~ 'pm\_%'::text)
);

create table payout (
  account_id object_id not null,
  livemode boolean not null,
  id object_id not null,
  amount bigint not null,
  currency currency_code not null,
  balance_type text not null,
  destination_id object_id not null,
  method text not null,
  status text not null,
  description text,
  statement_descriptor text,
  metadata jsonb not null,
  cutoff_at timestamp with time zone not null,
  arrives_at timestamp with time zone not null,
  submitted_at timestamp with time zone,
  bank_reference text collate "C",
  failure_code text,
  movement text collate "C",
  paid_movement text collate "C",
  return_movement text collate "C",
  original_payout_id object_id,
  reversed_by_id object_id,
  created_at timestamp with time zone not null,
  constraint payout_pkey PRIMARY KEY (account_id, id),
  constraint payout_amount_check CHECK (amount > 0),
  constraint payout_balance_type_check CHECK (balance_type = ANY (ARRAY['issuing'::text, 'payments'::text])),
  constraint payout_bank_reference_check CHECK (length(bank_reference) <= 140),
  constraint payout_description_check CHECK (length(description) <= 5000),
  constraint payout_fails_for_a_reason CHECK ((status = 'failed'::text) = (failure_code IS NOT NULL)),
  constraint payout_failure_code_check CHECK (length(failure_code) <= 64),
  constraint payout_id_check CHECK (id::text ~~ 'po\_%'::text),
  constraint payout_is_canceled_before_it_is_submitted CHECK (status <> 'canceled'::text OR submitted_at IS NULL),
  constraint payout_method_check CHECK (method = ANY (ARRAY['instant'::text, 'standard'::text])),
  constraint payout_statement_descriptor_check CHECK (length(statement_descriptor) <= 22),
  constraint payout_status_check CHECK (status = ANY (ARRAY['canceled'::text, 'failed'::text, 'in_transit'::text, 'paid'::text, 'pending'::text])),
  constraint payout_takes_from_its_balance CHECK (movement IS NOT NULL OR original_payout_id IS NOT NULL)
);

create table pin_encryption_key (
  id object_id not null,
  public_jwk jsonb not null,
  private_sealed bytea not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone,
  constraint pin_encryption_key_pkey PRIMARY KEY (id),
  constraint pin_encryption_key_id_check CHECK (id::text ~~ 'pinkey\_%'::text)
);

create table settlement_break (
  account_id object_id not null,
  livemode boolean not null,
  id object_id not null,
  day_id object_id not null,
  kind text not null,
  reference text collate "C" not null,
  transaction_account_id object_id,
  transaction_id object_id,
  ours jsonb not null,
  theirs jsonb not null,
  left_out boolean not null default false,
  status text not null,
  resolution text,
  reason text,
  resolved_at timestamp with time zone,
  created_at timestamp with time zone not null,
  constraint settlement_break_pkey PRIMARY KEY (account_id, id),
  constraint settlement_break_is_named_once UNIQUE (account_id, day_id, reference),
  constraint settlement_break_id_check CHECK (id::text ~~ 'brk\_%'::text),
  constraint settlement_break_is_resolved_somehow CHECK ((status = 'resolved'::text) = (resolution IS NOT NULL AND resolved_at IS NOT NULL) AND (resolution IS NULL) = (resolved_at IS NULL)),
  constraint settlement_break_kind_check CHECK (kind = ANY (ARRAY['amount_differs'::text, 'bank_total_differs'::text, 'contradictory_lines'::text, 'missing_in_advice'::text, 'unknown_to_us'::text])),
  constraint settlement_break_reason_check CHECK (length(reason) <= 500),
  constraint settlement_break_reference_check CHECK (length(reference) <= 32),
  constraint settlement_break_resolution_check CHECK (resolution = ANY (ARRAY['bank_corrected'::text, 'carried_over'::text, 'dismissed'::text])),
  constraint settlement_break_status_check CHECK (status = ANY (ARRAY['open'::text, 'resolved'::text]))
);

create table settlement_day (
  account_id object_id not null,
  livemode boolean not null,
  id object_id not null,
  network text not null,
  business_date text collate "C" not null,
  cutoff_at timestamp with time zone not null,
  status text not null,
  problem text,
  revision integer not null default 0,
  created_at timestamp with time zone not null,
  constraint settlement_day_pkey PRIMARY KEY (account_id, id),
  constraint settlement_day_is_found_by_id UNIQUE (id),
  constraint settlement_day_business_date_check CHECK (business_date ~ '^\d{4}-\d{2}-\d{2}$'::text),
  constraint settlement_day_network_check CHECK (network = ANY (ARRAY['mastercard'::text, 'visa'::text])),
  constraint settlement_day_problem_check CHECK (length(problem) <= 500),
  constraint settlement_day_says_why_it_halted CHECK ((status = 'halted'::text) = (problem IS NOT NULL)),
  constraint settlement_day_status_check CHECK (status = ANY (ARRAY['awaiting_advice'::text, 'awaiting_bank'::text, 'booking'::text, 'closing'::text, 'complete'::text, 'halted'::text, 'in_review'::text, 'matching'::text, 'open'::text, 'paying'::text]))
);

create table settlement_file (
  account_id object_id not null,
  livemode boolean not null,
  day_id object_id not null,
  digest text collate "C" not null,
  status text not null,
  row_count integer not null,
  created_at timestamp with time zone not null,
  constraint settlement_file_pkey PRIMARY KEY (account_id, day_id, digest),
  constraint settlement_file_digest_check CHECK (digest ~ '^[0-9a-f]{64}$'::text),
  constraint settlement_file_row_count_check CHECK (row_count >= 0),
  constraint settlement_file_status_check CHECK (status = ANY (ARRAY['accepted'::text, 'reading'::text, 'refused'::text]))
);

create table settlement_line (
  account_id object_id not null,
  livemode boolean not null,
  day_id object_id not null,
  reference text collate "C" not null,
  currency text collate "C" not null,
  amount bigint not null,
  digest text collate "C" not null,
  created_at timestamp with time zone not null,
  constraint settlement_line_pkey PRIMARY KEY (account_id, day_id, reference, currency, amount, digest),
  constraint settlement_line_amount_check CHECK (amount <> 0),
  constraint settlement_line_currency_check CHECK (length(currency) = 3),
  constraint settlement_line_reference_check CHECK (length(reference) <= 32)
);

create table settlement_payment (
  account_id object_id not null,
  livemode boolean not null,
  day_id object_id not null,
  currency currency_code not null,
  amount bigint not null,
  status text not null,
  bank_reference text collate "C",
  submitted_at timestamp with time zone,
  created_at timestamp with time zone not null,
  constraint settlement_payment_pkey PRIMARY KEY (account_id, day_id, currency),
  constraint settlement_payment_amount_check CHECK (amount <> 0),
  constraint settlement_payment_bank_reference_check CHECK (length(bank_reference) <= 64),
  constraint settlement_payment_is_submitted_under_a_reference CHECK ((status = 'planned'::text) = (bank_reference IS NULL) AND (bank_reference IS NULL) = (submitted_at IS NULL)),
  constraint settlement_payment_status_check CHECK (status = ANY (ARRAY['booked'::text, 'confirmed'::text, 'planned'::text, 'submitted'::text]))
);

create table setup_intent (
  account_id object_id not null,
  livemode boolean not null,
  id object_id not null,
  status text not null,
  payment_method_id object_id,
  attach_to_self boolean not null,
  flow_directions text[],
  description text,
  cancellation_reason text,
  last_error text,
  usage text not null,
  client_secret text not null,
  metadata jsonb not null,
  created_at timestamp with time zone not null,
  constraint setup_intent_pkey PRIMARY KEY (account_id, id),
  constraint setup_intent_cancellation_reason_check CHECK (cancellation_reason = ANY (ARRAY['abandoned'::text, 'duplicate'::text, 'requested_by_customer'::text])),
  constraint setup_intent_id_check CHECK (id::text ~~ 'seti\_%'::text),
  constraint setup_intent_last_error_check CHECK (last_error = ANY (ARRAY['attempts_exceeded'::text, 'not_sent'::text, 'timed_out'::text])),
  constraint setup_intent_status_check CHECK (status = ANY (ARRAY['canceled'::text, 'requires_action'::text, 'requires_confirmation'::text, 'requires_payment_method'::text, 'succeeded'::text])),
  constraint setup_intent_usage_check CHECK (usage = ANY (ARRAY['off_session'::text, 'on_session'::text]))
);

create table source (
  account_id object_id not null,
  livemode boolean not null,
  id object_id not null,
  bank_account_id object_id not null,
  owner jsonb,
  statement_descriptor text,
  usage text not null,
  client_secret text not null,
  metadata jsonb not null,
  created_at timestamp with time zone not null,
  constraint source_pkey PRIMARY KEY (account_id, id),
  constraint source_is_one_per_bank_account UNIQUE (account_id, bank_account_id),
  constraint source_id_check CHECK (id::text ~~ 'src\_%'::text),
  constraint source_usage_check CHECK (usage = ANY (ARRAY['reusable'::text, 'single_use'::text]))
);

create table spending_usage (
  account_id object_id not null,
  livemode boolean not null,
  owner_id object_id not null,
  counters jsonb not null,
  velocity jsonb,
  constraint spending_usage_pkey PRIMARY KEY (account_id, livemode, owner_id)
) with (fillfactor=50);

create table test_clock (
  account_id object_id not null,
  livemode boolean not null,
  id object_id not null,
  name text,
  status text not null,
  frozen_time timestamp with time zone not null,
  target_time timestamp with time zone,
  id_base_ms bigint not null,
  turn_base bigint not null,
  created_at timestamp with time zone not null,
  deleted_at timestamp with time zone,
  constraint test_clock_pkey PRIMARY KEY (account_id, id),
  constraint test_clock_advances_to_a_target CHECK ((status = 'ready'::text) = (target_time IS NULL)),
  constraint test_clock_id_check CHECK (id::text ~~ 'clock\_%'::text),
  constraint test_clock_livemode_check CHECK (NOT livemode),
  constraint test_clock_name_check CHECK (length(name) <= 300),
  constraint test_clock_never_goes_back CHECK (target_time >= frozen_time),
  constraint test_clock_status_check CHECK (status = ANY (ARRAY['advancing'::text, 'internal_failure'::text, 'ready'::text]))
);

create table topup (
  account_id object_id not null,
  livemode boolean not null,
  id object_id not null,
  amount bigint not null,
  currency currency_code not null,
  balance_type text not null,
  status text not null,
  bank_account_id object_id not null,
  source_id object_id,
  payment_method_id object_id,
  description text,
  statement_descriptor text,
  transfer_group text,
  metadata jsonb not null,
  initiated_by text not null,
  cutoff_at timestamp with time zone not null,
  available_at timestamp with time zone not null,
  submitted_at timestamp with time zone,
  bank_reference text collate "C",
  failure_code text,
  movement text collate "C",
  reversal_movement text collate "C",
  created_at timestamp with time zone not null,
  constraint topup_pkey PRIMARY KEY (account_id, id),
  constraint topup_amount_check CHECK (amount > 0),
  constraint topup_balance_type_check CHECK (balance_type = ANY (ARRAY['issuing'::text, 'payments'::text])),
  constraint topup_bank_reference_check CHECK (length(bank_reference) <= 200),
  constraint topup_fails_for_a_reason CHECK ((failure_code IS NOT NULL) = (status = ANY (ARRAY['failed'::text, 'reversed'::text]))),
  constraint topup_failure_code_check CHECK (failure_code = ANY (ARRAY['account_closed'::text, 'debit_not_authorized'::text, 'insufficient_funds'::text, 'invalid_currency'::text, 'no_account'::text])),
  constraint topup_id_check CHECK (id::text ~~ 'tu\_%'::text),
  constraint topup_initiated_by_check CHECK (initiated_by = ANY (ARRAY['stripe'::text, 'user'::text])),
  constraint topup_is_canceled_before_it_is_submitted CHECK (status <> 'canceled'::text OR submitted_at IS NULL),
  constraint topup_names_a_source_or_a_payment_method CHECK (num_nonnulls(source_id, payment_method_id) = 1),
  constraint topup_statement_descriptor_check CHECK (length(statement_descriptor) <= 15),
  constraint topup_status_check CHECK (status = ANY (ARRAY['canceled'::text, 'failed'::text, 'pending'::text, 'reversed'::text, 'succeeded'::text])),
  constraint topup_that_is_reversed_moved_it_back CHECK ((reversal_movement IS NOT NULL) = (status = 'reversed'::text)),
  constraint topup_that_succeeded_moved_money CHECK ((movement IS NOT NULL) = (status = ANY (ARRAY['reversed'::text, 'succeeded'::text])))
);

create table webhook_delivery (
  account_id object_id not null,
  livemode boolean not null,
  endpoint_id object_id not null,
  id object_id not null,
  event_id object_id not null,
  attempt_count integer not null default 0,
  attempts jsonb not null default '[]'::jsonb,
  due_at timestamp with time zone,
  delivered_at timestamp with time zone,
  created_at timestamp with time zone not null,
  constraint webhook_delivery_pkey PRIMARY KEY (account_id, endpoint_id, id),
  constraint webhook_delivery_is_one_per_event_and_endpoint UNIQUE (account_id, event_id, endpoint_id),
  constraint webhook_delivery_attempt_count_check CHECK (attempt_count >= 0),
  constraint webhook_delivery_id_check CHECK (id::text ~~ 'whd\_%'::text)
);

create table webhook_endpoint (
  account_id object_id not null,
  livemode boolean not null,
  id object_id not null,
  url text collate "C" not null,
  status text not null,
  enabled_events text[] not null,
  description text,
  api_version text,
  connect boolean not null,
  metadata jsonb not null,
  secret_sealed bytea not null,
  previous_secret_sealed bytea,
  previous_secret_expires_at timestamp with time zone,
  decides boolean not null generated always as ('issuing_authorization.request'::text = ANY (enabled_events)) stored,
  cursor_position bigint not null default event_position(),
  cursor_id text collate "C" not null default ''::text,
  failing_since timestamp with time zone,
  quiet_until timestamp with time zone not null default now(),
  created_at timestamp with time zone not null,
  deleted_at timestamp with time zone,
  constraint webhook_endpoint_pkey PRIMARY KEY (account_id, id),
  constraint webhook_endpoint_deleted_is_disabled CHECK (deleted_at IS NULL OR status = 'disabled'::text),
  constraint webhook_endpoint_enabled_events_check CHECK (cardinality(enabled_events) >= 1 AND cardinality(enabled_events) <= 500),
  constraint webhook_endpoint_id_check CHECK (id::text ~~ 'we\_%'::text),
  constraint webhook_endpoint_previous_secret_expires CHECK ((previous_secret_sealed IS NULL) = (previous_secret_expires_at IS NULL)),
  constraint webhook_endpoint_status_check CHECK (status = ANY (ARRAY['disabled'::text, 'enabled'::text])),
  constraint webhook_endpoint_url_check CHECK (length(url) >= 1 AND length(url) <= 2048)
) with (fillfactor=50);

alter table api_key add constraint api_key_account_id_fkey
  FOREIGN KEY (account_id) REFERENCES account(id);
alter table balance_transfer add constraint balance_transfer_account_id_fkey
  FOREIGN KEY (account_id) REFERENCES account(id);
alter table bank_account add constraint bank_account_account_id_fkey
  FOREIGN KEY (account_id) REFERENCES account(id);
alter table bank_account_token add constraint bank_account_token_account_id_bank_account_id_fkey
  FOREIGN KEY (account_id, bank_account_id) REFERENCES bank_account(account_id, id);
alter table bank_account_token add constraint bank_account_token_account_id_fkey
  FOREIGN KEY (account_id) REFERENCES account(id);
alter table bank_account_verification add constraint bank_account_verification_account_id_fkey
  FOREIGN KEY (account_id) REFERENCES account(id);
alter table bank_account_verification add constraint bank_account_verification_account_id_id_fkey
  FOREIGN KEY (account_id, id) REFERENCES bank_account(account_id, id);
alter table bank_credit add constraint bank_credit_account_id_fkey
  FOREIGN KEY (account_id) REFERENCES account(id);
alter table bank_credit add constraint bank_credit_credited_account_id_fkey
  FOREIGN KEY (credited_account_id) REFERENCES account(id);
alter table card_box add constraint card_box_account_id_fkey
  FOREIGN KEY (account_id) REFERENCES account(id);
alter table clocked_workflow add constraint clocked_workflow_account_id_fkey
  FOREIGN KEY (account_id) REFERENCES account(id);
alter table ephemeral_key add constraint ephemeral_key_account_id_card_id_fkey
  FOREIGN KEY (account_id, card_id) REFERENCES issuing_card(account_id, id);
alter table ephemeral_key add constraint ephemeral_key_account_id_fkey
  FOREIGN KEY (account_id) REFERENCES account(id);
alter table event add constraint event_account_id_fkey
  FOREIGN KEY (account_id) REFERENCES account(id);
alter table file add constraint file_account_id_fkey
  FOREIGN KEY (account_id) REFERENCES account(id);
alter table file_content add constraint file_content_account_id_id_fkey
  FOREIGN KEY (account_id, id) REFERENCES file(account_id, id);
alter table file_link add constraint file_link_account_id_file_id_fkey
  FOREIGN KEY (account_id, file_id) REFERENCES file(account_id, id);
alter table file_link add constraint file_link_account_id_fkey
  FOREIGN KEY (account_id) REFERENCES account(id);
alter table funding_instructions add constraint funding_instructions_account_id_fkey
  FOREIGN KEY (account_id) REFERENCES account(id);
alter table idempotent_answer add constraint idempotent_answer_account_id_fkey
  FOREIGN KEY (account_id) REFERENCES account(id);
alter table issuing_authorization add constraint issuing_authorization_account_id_card_id_fkey
  FOREIGN KEY (account_id, card_id) REFERENCES issuing_card(account_id, id);
alter table issuing_authorization add constraint issuing_authorization_account_id_cardholder_id_fkey
  FOREIGN KEY (account_id, cardholder_id) REFERENCES issuing_cardholder(account_id, id);
alter table issuing_authorization add constraint issuing_authorization_account_id_fkey
  FOREIGN KEY (account_id) REFERENCES account(id);
alter table issuing_authorization add constraint issuing_authorization_account_id_hold_movement_hold_leg_fkey
  FOREIGN KEY (account_id, hold_movement, hold_leg) REFERENCES ledger_transfer(account_id, movement, leg) DEFERRABLE INITIALLY DEFERRED;
alter table issuing_card add constraint issuing_card_account_id_box_id_fkey
  FOREIGN KEY (account_id, box_id) REFERENCES card_box(account_id, id);
alter table issuing_card add constraint issuing_card_account_id_cardholder_id_fkey
  FOREIGN KEY (account_id, cardholder_id) REFERENCES issuing_cardholder(account_id, id);
alter table issuing_card add constraint issuing_card_account_id_fkey
  FOREIGN KEY (account_id) REFERENCES account(id);
alter table issuing_card add constraint issuing_card_account_id_replaced_by_fkey
  FOREIGN KEY (account_id, replaced_by) REFERENCES issuing_card(account_id, id);
alter table issuing_card add constraint issuing_card_account_id_replacement_for_fkey
  FOREIGN KEY (account_id, replacement_for) REFERENCES issuing_card(account_id, id);
alter table issuing_cardholder add constraint issuing_cardholder_account_id_fkey
  FOREIGN KEY (account_id) REFERENCES account(id);
alter table issuing_funding_rule add constraint issuing_funding_rule_account_id_fkey
  FOREIGN KEY (account_id) REFERENCES account(id);
alter table issuing_personalization_design add constraint issuing_personalization_desig_account_id_physical_bundle_i_fkey
  FOREIGN KEY (account_id, physical_bundle_id) REFERENCES issuing_physical_bundle(account_id, id);
alter table issuing_personalization_design add constraint issuing_personalization_design_account_id_card_logo_id_fkey
  FOREIGN KEY (account_id, card_logo_id) REFERENCES file(account_id, id);
alter table issuing_personalization_design add constraint issuing_personalization_design_account_id_fkey
  FOREIGN KEY (account_id) REFERENCES account(id);
alter table issuing_physical_bundle add constraint issuing_physical_bundle_account_id_fkey
  FOREIGN KEY (account_id) REFERENCES account(id);
alter table issuing_settings add constraint issuing_settings_account_id_fkey
  FOREIGN KEY (account_id) REFERENCES account(id);
alter table issuing_settlement add constraint issuing_settlement_account_id_fkey
  FOREIGN KEY (account_id) REFERENCES account(id);
alter table issuing_settlement add constraint issuing_settlement_day_id_fkey
  FOREIGN KEY (day_id) REFERENCES settlement_day(id);
alter table issuing_transaction add constraint issuing_transaction_account_id_authorization_id_fkey
  FOREIGN KEY (account_id, authorization_id) REFERENCES issuing_authorization(account_id, id);
alter table issuing_transaction add constraint issuing_transaction_account_id_card_id_fkey
  FOREIGN KEY (account_id, card_id) REFERENCES issuing_card(account_id, id);
alter table issuing_transaction add constraint issuing_transaction_account_id_cardholder_id_fkey
  FOREIGN KEY (account_id, cardholder_id) REFERENCES issuing_cardholder(account_id, id);
alter table issuing_transaction add constraint issuing_transaction_account_id_fkey
  FOREIGN KEY (account_id) REFERENCES account(id);
alter table issuing_transaction add constraint issuing_transaction_account_id_refund_of_fkey
  FOREIGN KEY (account_id, refund_of) REFERENCES issuing_transaction(account_id, id);
alter table issuing_transaction add constraint issuing_transaction_settlement_day_fkey
  FOREIGN KEY (settlement_day) REFERENCES settlement_day(id);
alter table ledger_account add constraint ledger_account_account_id_fkey
  FOREIGN KEY (account_id) REFERENCES account(id);
alter table ledger_transfer add constraint ledger_transfer_account_id_authorization_id_fkey
  FOREIGN KEY (account_id, authorization_id) REFERENCES issuing_authorization(account_id, id);
alter table ledger_transfer add constraint ledger_transfer_account_id_issuing_transaction_id_fkey
  FOREIGN KEY (account_id, issuing_transaction_id) REFERENCES issuing_transaction(account_id, id);
alter table ledger_transfer add constraint ledger_transfer_account_id_pending_movement_pending_leg_fkey
  FOREIGN KEY (account_id, pending_movement, pending_leg) REFERENCES ledger_transfer(account_id, movement, leg);
alter table ledger_transfer add constraint ledger_transfer_credits_an_account_of_its_currency
  FOREIGN KEY (account_id, credit_id, livemode, currency) REFERENCES ledger_account(account_id, id, livemode, currency);
alter table ledger_transfer add constraint ledger_transfer_debits_an_account_of_its_currency
  FOREIGN KEY (account_id, debit_id, livemode, currency) REFERENCES ledger_account(account_id, id, livemode, currency);
alter table negative_balance add constraint negative_balance_account_id_fkey
  FOREIGN KEY (account_id) REFERENCES account(id);
alter table negative_balance add constraint negative_balance_account_id_ledger_account_id_fkey
  FOREIGN KEY (account_id, ledger_account_id) REFERENCES ledger_account(account_id, id);
alter table outbox add constraint outbox_account_id_fkey
  FOREIGN KEY (account_id) REFERENCES account(id);
alter table payment_method add constraint payment_method_account_id_bank_account_id_fkey
  FOREIGN KEY (account_id, bank_account_id) REFERENCES bank_account(account_id, id);
alter table payment_method add constraint payment_method_account_id_fkey
  FOREIGN KEY (account_id) REFERENCES account(id);
alter table payout add constraint payout_account_id_destination_id_fkey
  FOREIGN KEY (account_id, destination_id) REFERENCES bank_account(account_id, id);
alter table payout add constraint payout_account_id_fkey
  FOREIGN KEY (account_id) REFERENCES account(id);
alter table payout add constraint payout_account_id_original_payout_id_fkey
  FOREIGN KEY (account_id, original_payout_id) REFERENCES payout(account_id, id);
alter table payout add constraint payout_account_id_reversed_by_id_fkey
  FOREIGN KEY (account_id, reversed_by_id) REFERENCES payout(account_id, id);
alter table settlement_break add constraint settlement_break_account_id_day_id_fkey
  FOREIGN KEY (account_id, day_id) REFERENCES settlement_day(account_id, id);
alter table settlement_break add constraint settlement_break_transaction_account_id_transaction_id_fkey
  FOREIGN KEY (transaction_account_id, transaction_id) REFERENCES issuing_transaction(account_id, id);
alter table settlement_day add constraint settlement_day_account_id_fkey
  FOREIGN KEY (account_id) REFERENCES account(id);
alter table settlement_file add constraint settlement_file_account_id_day_id_fkey
  FOREIGN KEY (account_id, day_id) REFERENCES settlement_day(account_id, id);
alter table settlement_file add constraint settlement_file_account_id_fkey
  FOREIGN KEY (account_id) REFERENCES account(id);
alter table settlement_line add constraint settlement_line_account_id_day_id_digest_fkey
  FOREIGN KEY (account_id, day_id, digest) REFERENCES settlement_file(account_id, day_id, digest);
alter table settlement_payment add constraint settlement_payment_account_id_day_id_fkey
  FOREIGN KEY (account_id, day_id) REFERENCES settlement_day(account_id, id);
alter table setup_intent add constraint setup_intent_account_id_fkey
  FOREIGN KEY (account_id) REFERENCES account(id);
alter table setup_intent add constraint setup_intent_account_id_payment_method_id_fkey
  FOREIGN KEY (account_id, payment_method_id) REFERENCES payment_method(account_id, id);
alter table source add constraint source_account_id_bank_account_id_fkey
  FOREIGN KEY (account_id, bank_account_id) REFERENCES bank_account(account_id, id);
alter table source add constraint source_account_id_fkey
  FOREIGN KEY (account_id) REFERENCES account(id);
alter table spending_usage add constraint spending_usage_account_id_fkey
  FOREIGN KEY (account_id) REFERENCES account(id);
alter table test_clock add constraint test_clock_account_id_fkey
  FOREIGN KEY (account_id) REFERENCES account(id);
alter table topup add constraint topup_account_id_bank_account_id_fkey
  FOREIGN KEY (account_id, bank_account_id) REFERENCES bank_account(account_id, id);
alter table topup add constraint topup_account_id_fkey
  FOREIGN KEY (account_id) REFERENCES account(id);
alter table topup add constraint topup_account_id_payment_method_id_fkey
  FOREIGN KEY (account_id, payment_method_id) REFERENCES payment_method(account_id, id);
alter table topup add constraint topup_account_id_source_id_fkey
  FOREIGN KEY (account_id, source_id) REFERENCES source(account_id, id);
alter table webhook_delivery add constraint webhook_delivery_account_id_endpoint_id_fkey
  FOREIGN KEY (account_id, endpoint_id) REFERENCES webhook_endpoint(account_id, id);
alter table webhook_endpoint add constraint webhook_endpoint_account_id_fkey
  FOREIGN KEY (account_id) REFERENCES account(id);

CREATE INDEX balance_transfer_pending ON balance_transfer USING btree (account_id, livemode, destination_balance) WHERE status = 'pending'::text;
CREATE UNIQUE INDEX bank_account_default_is_one_per_currency ON bank_account USING btree (account_id, livemode, currency) WHERE default_for_currency;
CREATE INDEX bank_account_external ON bank_account USING btree (account_id, id) WHERE is_external AND deleted_at IS NULL;
CREATE UNIQUE INDEX bank_account_is_external_once ON bank_account USING btree (account_id, livemode, currency, fingerprint) WHERE is_external AND deleted_at IS NULL;
CREATE INDEX bank_credit_that_waits ON bank_credit USING btree (id) WHERE status = ANY (ARRAY['held'::text, 'returning'::text]);
CREATE INDEX card_box_by_destination ON card_box USING btree (account_id, destination_hash, id);
CREATE INDEX ephemeral_key_by_expiry ON ephemeral_key USING btree (account_id, expires_at);
CREATE INDEX event_by_position ON event USING btree (account_id, livemode, "position", id);
CREATE INDEX file_by_expiry ON file USING btree (expires_at) WHERE purged_at IS NULL AND expires_at IS NOT NULL;
CREATE INDEX file_by_purpose ON file USING btree (account_id, livemode, purpose, id);
CREATE INDEX file_link_by_file ON file_link USING btree (account_id, file_id, id);
CREATE INDEX idempotent_answer_by_age ON idempotent_answer USING btree (created_at);
CREATE INDEX issuing_authorization_by_card ON issuing_authorization USING btree (account_id, card_id, id);
CREATE INDEX issuing_authorization_by_cardholder ON issuing_authorization USING btree (account_id, cardholder_id, id);
CREATE INDEX issuing_authorization_by_challenge ON issuing_authorization USING btree ((((fraud_challenges -> 0) ->> 'expires_at'::text)::bigint)) WHERE ((fraud_challenges -> 0) ->> 'status'::text) = 'pending'::text;
CREATE INDEX issuing_authorization_by_decision ON issuing_authorization USING btree (decide_by) WHERE decide_by IS NOT NULL;
CREATE INDEX issuing_authorization_by_expiry ON issuing_authorization USING btree (expires_at) WHERE status = 'pending'::text;
CREATE INDEX issuing_card_by_cardholder ON issuing_card USING btree (account_id, cardholder_id, id);
CREATE INDEX issuing_card_by_chain ON issuing_card USING btree (account_id, chain_id);
CREATE INDEX issuing_card_needs_person ON issuing_card USING btree (id) WHERE shipping_status = 'pending'::text AND ((shipping -> 'address_validation'::text) ->> 'result'::text) = 'likely_undeliverable'::text OR shipping_status = 'submitted'::text AND ordered_at IS NULL OR shipping_status = 'failure'::text AND replaced_by IS NULL AND (shipment ->> 'owed_for'::text) IS NOT NULL OR shipping_status = 'returned'::text AND replaced_by IS NULL AND status <> 'canceled'::text;
CREATE UNIQUE INDEX issuing_card_number_is_borne_by_one ON issuing_card USING btree (number_hash) WHERE bears_number;
CREATE INDEX issuing_card_pending_by_design ON issuing_card USING btree (account_id, personalization_design_id) WHERE shipping_status = 'pending'::text;
CREATE INDEX issuing_cardholder_listed ON issuing_cardholder USING btree (id) WHERE screening = 'listed'::text;
CREATE UNIQUE INDEX issuing_personalization_design_default_is_one ON issuing_personalization_design USING btree (account_id, livemode) WHERE is_default;
CREATE INDEX issuing_personalization_design_in_review ON issuing_personalization_design USING btree (id) WHERE status = 'review'::text;
CREATE UNIQUE INDEX issuing_personalization_design_lookup_key_is_unique ON issuing_personalization_design USING btree (account_id, livemode, lookup_key) WHERE lookup_key IS NOT NULL;
CREATE INDEX issuing_personalization_design_of_platform ON issuing_personalization_design USING btree (account_id) WHERE is_platform_default;
CREATE INDEX issuing_settlement_by_day ON issuing_settlement USING btree (day_id, account_id, currency);
CREATE INDEX issuing_transaction_by_authorization ON issuing_transaction USING btree (account_id, authorization_id, id);
CREATE INDEX issuing_transaction_by_card ON issuing_transaction USING btree (account_id, card_id, id);
CREATE INDEX issuing_transaction_by_refunded ON issuing_transaction USING btree (account_id, refund_of) WHERE refund_of IS NOT NULL;
CREATE UNIQUE INDEX issuing_transaction_settles_once_a_day ON issuing_transaction USING btree (settlement_day, acquirer_reference) WHERE settlement_day IS NOT NULL;
CREATE INDEX ledger_transfer_beside_cards ON ledger_transfer USING btree (account_id, movement) WHERE leg = 0 AND (code <> ALL (ARRAY['authorization_hold'::text, 'capture'::text, 'refund'::text]));
CREATE INDEX ledger_transfer_by_authorization ON ledger_transfer USING btree (account_id, authorization_id, movement) WHERE authorization_id IS NOT NULL;
CREATE INDEX ledger_transfer_by_source ON ledger_transfer USING btree (account_id, source_id, movement) WHERE source_id IS NOT NULL;
CREATE UNIQUE INDEX negative_balance_is_open_once ON negative_balance USING btree (account_id, ledger_account_id) WHERE status = 'open'::text;
CREATE INDEX negative_balance_open ON negative_balance USING btree (id) WHERE status = 'open'::text;
CREATE INDEX outbox_by_due ON outbox USING btree (due_at);
CREATE INDEX payout_by_destination ON payout USING btree (account_id, destination_id, id);
CREATE UNIQUE INDEX payout_is_reversed_once ON payout USING btree (account_id, original_payout_id) WHERE original_payout_id IS NOT NULL AND (status <> ALL (ARRAY['canceled'::text, 'failed'::text]));
CREATE UNIQUE INDEX pin_encryption_key_is_one ON pin_encryption_key USING btree ((true)) WHERE expires_at IS NULL;
CREATE INDEX settlement_break_by_transaction ON settlement_break USING btree (transaction_account_id, transaction_id) WHERE transaction_id IS NOT NULL;
CREATE INDEX settlement_break_open ON settlement_break USING btree (id) WHERE status = 'open'::text;
CREATE INDEX settlement_day_not_complete ON settlement_day USING btree (business_date, id) WHERE status <> 'complete'::text;
CREATE INDEX setup_intent_by_payment_method ON setup_intent USING btree (account_id, payment_method_id) WHERE payment_method_id IS NOT NULL;
CREATE UNIQUE INDEX test_clock_is_one_per_account ON test_clock USING btree (account_id) WHERE deleted_at IS NULL;
CREATE INDEX topup_by_status ON topup USING btree (account_id, status, id);
CREATE INDEX webhook_delivery_by_due ON webhook_delivery USING btree (account_id, endpoint_id, due_at) WHERE due_at IS NOT NULL;
CREATE UNIQUE INDEX webhook_endpoint_one_decides ON webhook_endpoint USING btree (account_id, livemode) WHERE decides AND status = 'enabled'::text;
CREATE UNIQUE INDEX webhook_endpoint_url_is_used_once ON webhook_endpoint USING btree (account_id, livemode, url) WHERE deleted_at IS NULL;

CREATE OR REPLACE FUNCTION public.check_settlement()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform from ledger_transfer pending
    where pending.account_id = new.account_id and pending.movement = new.pending_movement
      and pending.leg = new.pending_leg and pending.phase = 'pending'
      and pending.livemode = new.livemode and pending.currency = new.currency
      and pending.debit_id = new.debit_id and pending.credit_id = new.credit_id
      and pending.amount = new.pending_amount;
  if not found then
    raise exception 'leg % of movement % settles what was not pending', new.leg, new.movement
      using errcode = 'check_violation', constraint = 'ledger_transfer_settles_what_was_pending';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.purge_events(id_before text, rows_max integer)
 RETURNS bigint
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
BEGIN ATOMIC
 WITH old AS (
          SELECT e.account_id,
             e.id
            FROM (account a
              CROSS JOIN LATERAL ( SELECT event.account_id,
                     event.id
                    FROM event
                   WHERE (((event.account_id)::text = (a.id)::text) AND ((event.id)::text < purge_events.id_before) AND (event.created_at < (now() - '30 days'::interval)) AND (event.livemode OR (NOT (EXISTS ( SELECT
                            FROM test_clock clock
                           WHERE (((clock.account_id)::text = (a.id)::text) AND (clock.deleted_at IS NULL)))))))
                   ORDER BY event.id
                  LIMIT purge_events.rows_max) e)
          LIMIT purge_events.rows_max
         ), gone AS (
          DELETE FROM event
            USING old
           WHERE (((event.account_id)::text = (old.account_id)::text) AND ((event.id)::text = (old.id)::text))
           RETURNING 1 AS "?column?"
         )
  SELECT count(*) AS count
    FROM gone;
END;

CREATE OR REPLACE FUNCTION public.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end $function$;

CREATE OR REPLACE FUNCTION public.refuse_edited_decision()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if not new.request_history @> old.request_history
    or jsonb_array_length(new.request_history) < jsonb_array_length(old.request_history)
    or (new.approved is distinct from old.approved and old.pending_request is null) then
    raise exception 'a decision on % was edited', old.id using errcode = 'restrict_violation';
  end if;
  return new;
end $function$;

CREATE TRIGGER issuing_authorization_keeps_its_decisions BEFORE UPDATE ON issuing_authorization FOR EACH ROW WHEN (old.approved IS DISTINCT FROM new.approved OR old.request_history IS DISTINCT FROM new.request_history) EXECUTE FUNCTION refuse_edited_decision();
CREATE TRIGGER ledger_transfer_is_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON ledger_transfer FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ledger_transfer_settles_what_was_pending BEFORE INSERT ON ledger_transfer FOR EACH ROW WHEN (new.pending_movement IS NOT NULL) EXECUTE FUNCTION check_settlement();

create view balance_transaction with (security_invoker=true) as
 SELECT m.account_id,
    m.livemode,
    (('txn_'::text || m.movement) || part.number) COLLATE "C" AS id,
    m.movement,
    part.number AS part,
    part.balance_type,
    part.type,
    part.amount,
    m.currency,
    m.code,
    m.authorization_id,
    m.source_id AS movement_source_id,
    part.source_id,
    m.created_at
   FROM ledger_transfer m
     CROSS JOIN LATERAL ( SELECT COALESCE(sum(
                CASE
                    WHEN debit.code <> 'issuing_balance'::text OR t.phase = 'posted'::text THEN 0::bigint
                    WHEN t.phase = 'pending'::text THEN t.amount
                    ELSE - t.pending_amount
                END), 0::numeric)::bigint AS held,
            COALESCE(sum(
                CASE
                    WHEN t.phase = ANY (ARRAY['pending'::text, 'void_pending'::text]) THEN 0::bigint
                    WHEN credit.code = 'issuing_balance'::text THEN t.amount
                    WHEN debit.code = 'issuing_balance'::text THEN - t.amount
                    ELSE 0::bigint
                END), 0::numeric)::bigint AS issuing,
            COALESCE(sum(
                CASE
                    WHEN t.phase = ANY (ARRAY['pending'::text, 'void_pending'::text]) THEN 0::bigint
                    WHEN credit.code = 'payments_balance'::text THEN t.amount
                    WHEN debit.code = 'payments_balance'::text THEN - t.amount
                    ELSE 0::bigint
                END), 0::numeric)::bigint AS payments
           FROM ledger_transfer t
             JOIN ledger_account debit ON debit.account_id::text = t.account_id::text AND debit.id::text = t.debit_id::text
             JOIN ledger_account credit ON credit.account_id::text = t.account_id::text AND credit.id::text = t.credit_id::text
          WHERE t.account_id::text = m.account_id::text AND t.movement = m.movement) change
     CROSS JOIN LATERAL ( SELECT
                CASE
                    WHEN m.code = ANY (ARRAY['capture'::text, 'refund'::text]) THEN 'issuing_transaction'::text
                    WHEN m.code = ANY (ARRAY['card_fee'::text, 'card_fee_refund'::text]) THEN 'stripe_fee'::text
                    WHEN m.code = 'balance_transfer'::text THEN 'transfer'::text
                    WHEN m.code = 'funding'::text THEN 'topup'::text
                    WHEN m.code = 'payout_reversal'::text THEN 'payout'::text
                    WHEN m.code = 'write_off'::text THEN 'adjustment'::text
                    ELSE m.code
                END AS type) shown
     CROSS JOIN LATERAL ( VALUES (0::smallint,'issuing'::text,- change.held,m.authorization_id,
                CASE
                    WHEN change.held > 0 THEN 'issuing_authorization_hold'::text
                    ELSE 'issuing_authorization_release'::text
                END), (1::smallint,'issuing'::text,change.issuing,COALESCE(m.issuing_transaction_id, m.source_id),shown.type), (2::smallint,'payments'::text,change.payments,m.source_id,shown.type)) part(number, balance_type, amount, source_id, type)
  WHERE m.leg = 0 AND part.amount <> 0;

grant insert, select, update on account to cardwright_app;
grant insert, select, update on api_key to cardwright_app;
grant select on balance_transaction to cardwright_app;
grant insert, select on balance_transfer to cardwright_app;
grant update (status, arrival_movement) on balance_transfer to cardwright_app;
grant insert, select on bank_account to cardwright_app;
grant update (account_holder_name, account_holder_type, account_type, status, is_external, default_for_currency, metadata, deleted_at) on bank_account to cardwright_app;
grant insert, select on bank_account_token to cardwright_app;
grant update (used_at) on bank_account_token to cardwright_app;
grant insert, select on bank_account_verification to cardwright_app;
grant update (status, failure_code, attempts, expected_sealed) on bank_account_verification to cardwright_app;
grant insert, select on bank_credit to cardwright_app;
grant update (status, credited_account_id, credited_at, return_reference, returned_at) on bank_credit to cardwright_app;
grant insert, select on card_box to cardwright_app;
grant update (card_count) on card_box to cardwright_app;
grant delete, insert, select, update on clocked_workflow to cardwright_app;
grant delete, insert, select on ephemeral_key to cardwright_app;
grant update (used_at, deleted_at) on ephemeral_key to cardwright_app;
grant insert, select on event to cardwright_app;
grant insert, select on file to cardwright_app;
grant update (purged_at) on file to cardwright_app;
grant delete, insert, select on file_content to cardwright_app;
grant insert, select on file_link to cardwright_app;
grant update (expires_at, metadata) on file_link to cardwright_app;
grant insert, select on funding_instructions to cardwright_app;
grant delete, insert, select on idempotent_answer to cardwright_app;
grant update (event_id) on idempotent_answer to cardwright_app;
grant insert, select on issuing_authorization to cardwright_app;
grant update (status, approved, amount, merchant_amount, request_history, trace, metadata, hold_movement, hold_leg, amount_details, fleet, fuel, conversion, fraud_challenges, verified_by_fraud_challenge, pending_request, decide_by, expires_at, spent) on issuing_authorization to cardwright_app;
grant insert, select, update on issuing_card to cardwright_app;
grant insert, select, update on issuing_cardholder to cardwright_app;
grant insert, select on issuing_funding_rule to cardwright_app;
grant update (active, threshold_type, threshold_value, topup_amount, topup_source, checked_at, triggered_at, triggered_available, triggered_topup_id, triggered_failure, metadata) on issuing_funding_rule to cardwright_app;
grant insert, select, update on issuing_personalization_design to cardwright_app;
grant insert, select on issuing_physical_bundle to cardwright_app;
grant update (status) on issuing_physical_bundle to cardwright_app;
grant insert, select, update on issuing_settings to cardwright_app;
grant insert, select on issuing_settlement to cardwright_app;
grant update (transaction_count, net_amount, status, movement, metadata) on issuing_settlement to cardwright_app;
grant insert, select on issuing_transaction to cardwright_app;
grant update (metadata, purchase_details, settlement_day) on issuing_transaction to cardwright_app;
grant insert (account_id, livemode, id, code, currency, created_at) on ledger_account to cardwright_app;
grant select on ledger_account to cardwright_app;
grant update (debits_pending, debits_posted, credits_pending, credits_posted) on ledger_account to cardwright_app;
grant insert, select on ledger_transfer to cardwright_app;
grant insert, select on negative_balance to cardwright_app;
grant update (status, reminders, written_off, resolved_at) on negative_balance to cardwright_app;
grant delete, insert, select, update on outbox to cardwright_app;
grant insert, select on payment_method to cardwright_app;
grant update (billing_details, allow_redisplay, metadata) on payment_method to cardwright_app;
grant insert, select on payout to cardwright_app;
grant update (status, metadata, submitted_at, bank_reference, failure_code, movement, paid_movement, return_movement, reversed_by_id) on payout to cardwright_app;
grant delete, insert, select on pin_encryption_key to cardwright_app;
grant update (expires_at) on pin_encryption_key to cardwright_app;
grant usage on schema public to cardwright_app;
grant usage on sequence funding_address_serial to cardwright_app;
grant usage on sequence test_clock_turn to cardwright_app;
grant insert, select on settlement_break to cardwright_app;
grant update (left_out, status, resolution, reason, resolved_at) on settlement_break to cardwright_app;
grant insert, select on settlement_day to cardwright_app;
grant update (status, problem, revision) on settlement_day to cardwright_app;
grant insert, select on settlement_file to cardwright_app;
grant update (status, row_count) on settlement_file to cardwright_app;
grant delete, insert, select on settlement_line to cardwright_app;
grant insert, select on settlement_payment to cardwright_app;
grant update (status, bank_reference, submitted_at) on settlement_payment to cardwright_app;
grant insert, select on setup_intent to cardwright_app;
grant update (status, payment_method_id, flow_directions, description, cancellation_reason, last_error, metadata) on setup_intent to cardwright_app;
grant insert, select on source to cardwright_app;
grant update (owner, metadata) on source to cardwright_app;
grant insert, select, update on spending_usage to cardwright_app;
grant insert, select on test_clock to cardwright_app;
grant update (name, status, frozen_time, target_time, id_base_ms, turn_base, deleted_at) on test_clock to cardwright_app;
grant insert, select on topup to cardwright_app;
grant update (status, description, metadata, submitted_at, bank_reference, failure_code, movement, reversal_movement) on topup to cardwright_app;
grant delete, insert, select, update on webhook_delivery to cardwright_app;
grant delete, insert, select, update on webhook_endpoint to cardwright_app;
