import { outageOf } from '../db/outage.ts';
import { AppError, type ErrorCode, ERRORS } from '../domain/errors.ts';

/** The error body of the wire, field for field. */
interface ErrorBody {
  readonly type: 'api_error' | 'idempotency_error' | 'invalid_request_error';
  readonly code?: string;
  readonly message: string;
  readonly param?: string;
  readonly doc_url: string;
}

export interface ErrorAnswer {
  readonly status: (typeof ERRORS)[ErrorCode]['status'] | 500;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: { readonly error: ErrorBody };
  /** Not an outcome that a caller can bring about, but a fault here: to be logged. */
  readonly bug: boolean;
}

/** Where each code has its paragraph: see `docs/errors.md`. */
export const ERRORS_PATH = '/docs/errors';

/** Of a bug the caller learns nothing but that it is ours. */
const BUG = 'internal_error';

/** The only place where an error becomes HTTP. */
export function toErrorAnswer(error: unknown, origin: string): ErrorAnswer {
  const known = error instanceof AppError ? error : outageOf(error);
  const docUrl = (code: string): string => `${origin}${ERRORS_PATH}#${code}`;
  if (known === undefined) {
    const message = 'Something went wrong on our side. Retry with the same idempotency key.';
    const body = { error: { type: 'api_error', message, doc_url: docUrl(BUG) } } as const;
    return { status: 500, headers: { 'Stripe-Should-Retry': 'true' }, body, bug: true };
  }
  const { code, message, param } = known;
  const { type, retryable } = ERRORS[code];
  const told = {
    type,
    code,
    message: withoutKeys(message),
    ...(param !== undefined && { param: withoutKeys(param) }),
  };
  return {
    status: statusOf(known),
    headers: { 'Stripe-Should-Retry': String(retryable), ...EXTRA_HEADERS[code] },
    body: { error: { ...told, doc_url: docUrl(code) } },
    bug: false,
  };
}

/**
 * A key that was sent in the wrong place is not repeated: an answer ends up in the log of the caller.
 * What is left is enough to recognise it by.
 */
const withoutKeys = (text: string): string =>
  text.replaceAll(/\b([rs]k_(?:live|test)_)\w{8,}(\w{4})/g, '$1****$2');

/** A path that leads nowhere is not found; a page that begins nowhere is a bad request, as with Stripe. */
const CURSORS = new Set<string | undefined>(['starting_after', 'ending_before']);

const statusOf = ({ code, param }: AppError): ErrorAnswer['status'] =>
  code === 'resource_missing' && CURSORS.has(param) ? 400 : ERRORS[code].status;

const CHALLENGE = { 'WWW-Authenticate': 'Bearer realm="Cardwright"' };

/** What HTTP itself asks for beside some statuses. */
const EXTRA_HEADERS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  api_key_expired: CHALLENGE,
  api_key_invalid: CHALLENGE,
  // What is left of the body is not awaited: the connection cannot carry another request.
  request_timeout: { Connection: 'close' },
};
