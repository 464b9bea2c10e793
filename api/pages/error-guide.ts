import type { ErrorCode } from '../../domain/errors.ts';

/** What each error means and what its reader can do about it: the page behind every `doc_url`. */
export const ERROR_GUIDE: Readonly<Record<ErrorCode | 'internal_error', string>> = {
  account_invalid:
    'The header `Stripe-Account` or `Stripe-Context` names another account than that of the key. Connected accounts are not available yet: leave the header out, or send the own account.',
  account_number_invalid:
    'The account number cannot be one of its country: digits are missing, or the check digits of an IBAN are wrong.',
  amount_too_large:
    'The amount is above the bound that the message names. Amounts are in minor units.',
  amount_too_small:
    'The amount is below the bound that the message names. Amounts are in minor units.',
  api_key_expired:
    'The key was revoked. A revoked key is refused ten seconds after its revocation at the latest. Use another one.',
  api_key_invalid:
    'No key was sent, or one that is not known. Send the secret key as `Authorization: Bearer sk_test_…`, or as the user name of HTTP Basic with an empty password.',
  balance_insufficient:
    'The balance that the money would leave has too little of it: `GET /v1/balance` shows what is available. Nothing was moved.',
  bank_account_unverified:
    'Prove the bank account first: by micro-deposits (`POST /v1/sources/:id/verify`), or with a payment method and a setup intent.',
  bank_account_verification_failed:
    'The values are not what the bank put on the statement, or nobody waits for them any more. `GET` the object to see whether it can be tried again.',
  body_malformed:
    'The body could not be read as a whole: it is not valid JSON, not UTF-8, ended too early, has too many parameters, or a POST has parameters in its URL as well.',
  capability_not_active:
    'The account may not issue cards at the moment. `GET /v1/account` shows its capabilities.',
  cardholder_phone_number_required:
    'In this region the network authenticates cardholders by text message. Add `phone_number` to the cardholder, then create the card.',
  content_type_unsupported:
    'Bodies are read as `application/x-www-form-urlencoded` or `application/json`, in UTF-8; an upload of a file as `multipart/form-data`.',
  country_unsupported: 'The country is not one of those that the message names.',
  email_invalid: 'The text is not an email address.',
  expand_invalid:
    'Each path of `expand[]` must lead to a field that holds the id of another object, at most four levels deep. On a list, paths begin with `data.`.',
  feature_not_available:
    'The parameter is part of the wire format, and this release does not support it. It is refused, so that nothing is done by half.',
  idempotency_key_in_use:
    'Another request with the same idempotency key is running at this moment. Send the request again: it then gets the answer of the first.',
  idempotency_key_invalid: 'An idempotency key is a text of 1 to 255 characters.',
  idempotency_key_reused:
    'The idempotency key belongs to another request: another path or other parameters. Use a new key for each new request.',
  internal_error:
    'The fault is ours. Nothing was changed, or all of it was: repeat the request with the same idempotency key to find out. The header `Request-Id` finds the entry in the log.',
  invalid_characters: 'The text has characters other than those that the message names.',
  lock_timeout:
    'Another request was changing the same object for too long. Nothing was changed: send the request again.',
  method_not_allowed:
    'The path exists, and not for this method. The header `Allow` lists its methods.',
  parameter_invalid:
    'The value of the parameter cannot be used. The message says what would be right.',
  parameter_invalid_empty:
    'The parameter was sent empty, which asks to clear it, and it cannot be cleared.',
  parameter_invalid_integer: 'The parameter must be an integer in decimal digits.',
  parameter_missing: 'The parameter is required.',
  parameter_unknown:
    'There is no parameter of this name here. Where a known one is close, the message names it.',
  parameters_exclusive: 'Only one of the named parameters may be sent.',
  payment_method_microdeposit_verification_amounts_mismatch:
    'The amounts are in cents and on the statement of the bank account, marked ACCTVERIFY. After ten wrong tries the payment method has failed.',
  payment_method_microdeposit_verification_attempts_exceeded:
    'Ten tries were wrong. Make another payment method and setup intent: new micro-deposits are sent then.',
  payment_method_microdeposit_verification_descriptor_code_mismatch:
    'The code has six characters, begins with SM, and is on the statement of the bank account. After ten wrong tries the payment method has failed.',
  payment_method_microdeposit_verification_timeout:
    'The amounts were not entered within ten days. Make another payment method and setup intent.',
  permission_denied: 'The key does not allow this.',
  phone_number_invalid:
    'The text is not a phone number. Send it in international form, with its country code.',
  postal_code_invalid: 'The text is not a postal code of the country of the address.',
  rate_limit: 'Too many requests are being answered at once. Wait a moment, then send it again.',
  request_timeout: 'The body did not arrive in time.',
  request_too_large: 'A body may have one million bytes, and an upload sixteen megabytes.',
  resource_already_exists:
    'There can be only one of this kind, and there is one: the message names it. Change or delete that one.',
  resource_limit_reached:
    'The account has as many objects of this kind as it may have in this mode. Delete one that is not needed.',
  resource_missing:
    'There is no object with this id, or it belongs to another account or to the other mode.',
  route_unknown:
    'There is nothing at this address. Addresses below `/v1/test_helpers/` exist for test keys only.',
  routing_number_invalid:
    'The routing number or sort code cannot be one: digits are missing, or its check digit is wrong.',
  service_unavailable:
    'Something that the request needs cannot be reached. Send it again later; `/healthz` says what is missing.',
  setup_intent_unexpected_state:
    'The setup intent is not in a status that allows this. `GET` it to see what comes next.',
  state_unsupported: 'The text is not a state of the country of the address.',
  status_transition_invalid: 'The object is in a status in which this cannot be done.',
  token_already_used:
    'A token names its bank account once. Use what was made of it, or make another token.',
  url_invalid:
    'The URL cannot be called. It is `https://…`, or in test mode also `http://…`; in live mode its host is a public one.',
  version_invalid:
    'The header `Stripe-Version` is not a version that was published since 2022-08-01.',
};
