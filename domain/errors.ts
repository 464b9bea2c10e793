/** What the thrower must know so that the caller can be told what went wrong. All of it is public. */
interface Details {
  readonly account_invalid: { readonly account: string };
  readonly account_number_invalid: { readonly problem: string };
  readonly amount_too_large: { readonly max: string };
  readonly amount_too_small: { readonly min: string };
  readonly api_key_expired: object;
  readonly api_key_invalid: { readonly problem: string };
  readonly balance_insufficient: { readonly balance: string; readonly available: string };
  readonly bank_account_unverified: { readonly id: string };
  readonly bank_account_verification_failed: { readonly problem: string };
  readonly body_malformed: { readonly problem: string };
  readonly capability_not_active: { readonly capability: string };
  readonly cardholder_phone_number_required: { readonly region: string };
  readonly content_type_unsupported: { readonly contentType: string };
  readonly country_unsupported: { readonly country: string; readonly supported: string };
  readonly email_invalid: { readonly example: string };
  readonly expand_invalid: { readonly path: string; readonly problem: string };
  readonly feature_not_available: { readonly feature: string; readonly instead?: string };
  readonly idempotency_key_in_use: { readonly key: string };
  readonly idempotency_key_invalid: { readonly problem: string };
  readonly idempotency_key_reused: { readonly key: string };
  readonly invalid_characters: { readonly allowed: string };
  readonly lock_timeout: { readonly object: string };
  readonly method_not_allowed: { readonly method: string; readonly allowed: string };
  readonly parameter_invalid: { readonly problem: string };
  readonly parameter_invalid_empty: { readonly hint: string };
  readonly parameter_invalid_integer: { readonly value: string };
  readonly parameter_missing: { readonly name: string };
  readonly parameter_unknown: { readonly name: string; readonly meant?: string };
  readonly parameters_exclusive: { readonly names: readonly string[] };
  readonly payment_method_microdeposit_verification_amounts_mismatch: { readonly left: number };
  readonly payment_method_microdeposit_verification_attempts_exceeded: object;
  readonly payment_method_microdeposit_verification_descriptor_code_mismatch: {
    readonly left: number;
  };
  readonly payment_method_microdeposit_verification_timeout: object;
  readonly permission_denied: { readonly problem: string };
  readonly phone_number_invalid: { readonly example: string };
  readonly postal_code_invalid: { readonly problem: string };
  readonly rate_limit: object;
  readonly request_timeout: { readonly seconds: number };
  readonly request_too_large: { readonly bytesMax: number };
  readonly resource_already_exists: { readonly problem: string };
  readonly resource_limit_reached: { readonly problem: string };
  readonly resource_missing: { readonly object: string; readonly id: string };
  readonly route_unknown: { readonly method: string; readonly path: string };
  readonly routing_number_invalid: { readonly problem: string };
  readonly service_unavailable: { readonly problem: string };
  readonly setup_intent_unexpected_state: { readonly problem: string };
  readonly state_unsupported: { readonly problem: string };
  readonly status_transition_invalid: { readonly problem: string };
  readonly token_already_used: { readonly token: string };
  readonly url_invalid: { readonly problem: string };
  readonly version_invalid: { readonly version: string };
}
export type ErrorCode = keyof Details;

interface ErrorEntry<D> {
  readonly type: 'api_error' | 'idempotency_error' | 'invalid_request_error';
  readonly status: 400 | 401 | 403 | 404 | 405 | 408 | 409 | 413 | 415 | 429 | 503;
  /** Whether the same call may succeed later: the SDKs and the workflows both retry by this. */
  readonly retryable: boolean;
  readonly say: (detail: D) => string;
}

const refused = <D>(say: (detail: D) => string): ErrorEntry<D> => ({
  type: 'invalid_request_error',
  status: 400,
  retryable: false,
  say,
});

/**
 * Every failure that a caller can meet, in the codes of the wire where Stripe has one (contract §7.3).
 * All that it takes to add one is its entry here and its paragraph in `api/pages/error-guide.ts`.
 */
export const ERRORS: { readonly [C in ErrorCode]: ErrorEntry<Details[C]> } = {
  account_invalid: {
    ...refused(({ account }) => `This key cannot act for the account '${account}'.`),
    status: 403,
  },
  account_number_invalid: refused(({ problem }) => problem),
  amount_too_large: refused(({ max }) => `The amount must be at most ${max}.`),
  amount_too_small: refused(({ min }) => `The amount must be at least ${min}.`),
  api_key_expired: { ...refused(() => 'This API key has been revoked.'), status: 401 },
  api_key_invalid: { ...refused(({ problem }) => problem), status: 401 },
  balance_insufficient: refused(
    ({ balance, available }) =>
      `The amount is more than what is available on the ${balance} balance, which is ${available}.`,
  ),
  bank_account_unverified: refused(
    ({ id }) => `The bank account ${id} is not verified: money cannot be pulled from it yet.`,
  ),
  bank_account_verification_failed: refused(({ problem }) => problem),
  body_malformed: refused(({ problem }) => problem),
  capability_not_active: refused(
    ({ capability }) => `The capability '${capability}' of this account is not active.`,
  ),
  cardholder_phone_number_required: refused(
    ({ region }) => `Cards in ${region} need a phone number on the cardholder.`,
  ),
  content_type_unsupported: {
    ...refused(
      ({ contentType }) =>
        `The content type '${contentType}' cannot be read. Send application/x-www-form-urlencoded.`,
    ),
    status: 415,
  },
  country_unsupported: refused(
    ({ country, supported }) => `'${country}' is not supported here. Supported: ${supported}.`,
  ),
  email_invalid: refused(({ example }) => `Invalid email address. It should look like ${example}.`),
  expand_invalid: refused(
    ({ path, problem }) => `This property cannot be expanded (${path}): ${problem}`,
  ),
  feature_not_available: refused(
    ({ feature, instead }) =>
      `${feature} not available yet${instead === undefined ? '' : `: ${instead}`}.`,
  ),
  idempotency_key_in_use: {
    type: 'idempotency_error',
    status: 409,
    retryable: true,
    say: ({ key }) => `Another request with the idempotency key '${key}' is still running.`,
  },
  idempotency_key_invalid: refused(({ problem }) => problem),
  idempotency_key_reused: {
    type: 'idempotency_error',
    status: 400,
    retryable: false,
    say: ({ key }) =>
      `The idempotency key '${key}' was used before with other parameters. Use a new key for a new request.`,
  },
  invalid_characters: refused(({ allowed }) => `Invalid characters. Allowed: ${allowed}.`),
  lock_timeout: {
    type: 'invalid_request_error',
    status: 429,
    retryable: true,
    say: ({ object }) => `This ${object} is being changed by another request. Try again.`,
  },
  method_not_allowed: {
    ...refused(({ method, allowed }) => `${method} is not allowed here. Allowed: ${allowed}.`),
    status: 405,
  },
  parameter_invalid: refused(({ problem }) => problem),
  parameter_invalid_empty: refused(({ hint }) => `You passed an empty text. ${hint}`),
  parameter_invalid_integer: refused(({ value }) => `Invalid integer: ${value}`),
  parameter_missing: refused(({ name }) => `Missing required param: ${name}.`),
  parameter_unknown: refused(
    ({ name, meant }) =>
      `Received unknown parameter: ${name}${meant === undefined ? '' : `. Did you mean ${meant}?`}`,
  ),
  parameters_exclusive: refused(
    ({ names }) => `You may only specify one of these parameters: ${names.join(', ')}.`,
  ),
  payment_method_microdeposit_verification_amounts_mismatch: refused(
    ({ left }) => `These are not the amounts that were sent. Tries left: ${left}.`,
  ),
  payment_method_microdeposit_verification_attempts_exceeded: refused(
    () => 'The amounts were entered wrongly too often. Begin anew with another payment method.',
  ),
  payment_method_microdeposit_verification_descriptor_code_mismatch: refused(
    ({ left }) => `This is not the code that was sent. Tries left: ${left}.`,
  ),
  payment_method_microdeposit_verification_timeout: refused(
    () => 'The micro-deposits are no longer waited for. Begin anew with another payment method.',
  ),
  permission_denied: { ...refused(({ problem }) => problem), status: 403 },
  phone_number_invalid: refused(
    ({ example }) => `Invalid phone number. Send it with its country code, such as ${example}.`,
  ),
  postal_code_invalid: refused(({ problem }) => problem),
  rate_limit: {
    type: 'invalid_request_error',
    status: 429,
    retryable: true,
    say: () => 'Too many requests at once. Try again in a moment.',
  },
  request_timeout: {
    ...refused(({ seconds }) => `The request did not arrive within ${seconds} seconds.`),
    status: 408,
  },
  request_too_large: {
    ...refused(({ bytesMax }) => `The request is larger than ${bytesMax} bytes.`),
    status: 413,
  },
  resource_already_exists: refused(({ problem }) => problem),
  resource_limit_reached: refused(({ problem }) => problem),
  resource_missing: { ...refused(({ object, id }) => `No such ${object}: '${id}'`), status: 404 },
  route_unknown: {
    ...refused(({ method, path }) => `Unrecognized request URL (${method}: ${path}).`),
    status: 404,
  },
  routing_number_invalid: refused(({ problem }) => problem),
  service_unavailable: {
    type: 'api_error',
    status: 503,
    retryable: true,
    say: ({ problem }) => problem,
  },
  setup_intent_unexpected_state: refused(({ problem }) => problem),
  state_unsupported: refused(({ problem }) => problem),
  status_transition_invalid: refused(({ problem }) => problem),
  token_already_used: refused(({ token }) => `The token ${token} has been used: it is good once.`),
  url_invalid: refused(({ problem }) => problem),
  version_invalid: refused(
    ({ version }) =>
      `Invalid Stripe-Version '${version}'. Send a published version since 2022-08-01, such as 2026-10-28.endive.`,
  ),
};

interface Circumstances extends ErrorOptions {
  /** The parameter at fault, in the caller's own notation: `billing[address][line1]`. */
  readonly param?: string;
}

/** The message is for the caller; what only we may read travels in `cause`. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly param: string | undefined;

  constructor(code: ErrorCode, message: string, { param, ...options }: Circumstances) {
    super(message, options);
    this.code = code;
    this.param = param;
  }
}

/** `throw failure(…)`: the compiler asks for the details that the message of this code needs. */
export const failure = <C extends ErrorCode>(
  code: C,
  detail: Details[C],
  circumstances: Circumstances = {},
): AppError => new AppError(code, ERRORS[code].say(detail), circumstances);
