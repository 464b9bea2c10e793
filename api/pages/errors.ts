import { type ErrorCode, ERRORS } from '../../domain/errors.ts';
import { ERROR_GUIDE } from './error-guide.ts';
import { page, safe } from './html.ts';

interface Entry {
  readonly code: string;
  readonly status: number;
  readonly type: string;
  readonly retry: string;
  readonly text: string;
}

const BUG = { status: 500, type: 'api_error', retryable: true } as const;

const ENTRIES: readonly Entry[] = Object.entries(ERROR_GUIDE).map(([code, text]) => {
  const entry = isErrorCode(code) ? ERRORS[code] : BUG;
  return {
    code,
    text,
    status: entry.status,
    type: entry.type,
    retry: entry.retryable ? 'yes' : 'no',
  };
});

/** As the page of a `doc_url`: each code is an anchor. */
export const errorsPage = (): string =>
  page(
    'Errors',
    `<p>${withCode(INTRODUCTION)}</p>` +
      ENTRIES.map(
        ({ code, status, type, retry, text }) =>
          `<h2 id="${code}"><code>${code}</code></h2><p><small>HTTP ${status} · ${type} · retry: ${retry}</small></p><p>${withCode(text)}</p>`,
      ).join('\n'),
  );

/** The same as a document of the repository. */
export const errorsMarkdown = (): string =>
  `# Errors\n\n${INTRODUCTION}\n\n` +
  ENTRIES.map(
    ({ code, status, type, retry, text }) =>
      `## ${code}\n\nHTTP ${status} · \`${type}\` · retry: ${retry}\n\n${text}\n`,
  ).join('\n');

const INTRODUCTION =
  'Every answer that is not 2xx has one body: `{"error": {"type", "code", "message", "param", "doc_url"}}`. ' +
  '`param` names the parameter at fault in the notation in which it was sent. The header `Stripe-Should-Retry` says whether the same request may succeed later. ' +
  'A declined purchase is no error: its authorization has `approved: false`.';

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(ERRORS, code);
}

const withCode = (text: string): string =>
  safe(text).replaceAll(/`([^`]+)`/g, (_match, code: string) => `<code>${code}</code>`);
