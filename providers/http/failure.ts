import { AddressRefused } from './guarded-lookup.ts';

export type HttpFailureKind = 'address_refused' | 'connection' | 'timeout';

/**
 * Thrown when a request got no whole answer. The message is for whoever owns the address: it is one of
 * ours, never what the other side or a library wrote.
 */
export class HttpFailure extends Error {
  override readonly name = 'HttpFailure';
  readonly kind: HttpFailureKind;

  constructor(kind: HttpFailureKind, message: string, options: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}

const SENTENCES: Readonly<Record<string, string>> = {
  EAI_AGAIN: 'The host name could not be resolved.',
  ECONNREFUSED: 'The connection was refused.',
  ECONNRESET: 'The connection was closed before there was an answer.',
  EHOSTUNREACH: 'The host cannot be reached.',
  ENETUNREACH: 'The host cannot be reached.',
  ENOTFOUND: 'The host name has no address.',
  EPIPE: 'The connection was closed before there was an answer.',
  ETIMEDOUT: 'The host did not take the connection.',
  UND_ERR_CONNECT_TIMEOUT: 'The host did not take the connection.',
  UND_ERR_HEADERS_OVERFLOW: 'The headers of the answer are too long.',
  UND_ERR_MAX_ORIGINS_REACHED: 'Too many hosts are being called at once.',
  UND_ERR_SOCKET: 'The connection was closed before there was an answer.',
};

export function toHttpFailure(cause: unknown): HttpFailure {
  const error = innermost(cause);
  if (error instanceof AddressRefused)
    return new HttpFailure('address_refused', error.message, { cause });
  const code = codeOf(error);
  const sentence = SENTENCES[code] ?? `The request failed (${code}).`;
  return new HttpFailure('connection', sentence, { cause });
}

/** Node tries the addresses of a name one after the other, and tells of all of them at once. */
const innermost = (error: unknown): unknown =>
  error instanceof AggregateError && error.errors.length > 0 ? error.errors[0] : error;

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code.slice(0, 60)
    : 'unknown';
