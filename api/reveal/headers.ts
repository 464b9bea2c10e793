/**
 * What the browser is told about the page on which a cardholder reads his card: it loads nothing from
 * elsewhere, tells nobody where it is, is kept nowhere, and stands in no frame but those that are named.
 *
 * @param origins who may show it in a frame; nobody when there are none.
 */
export const revealHeaders = (origins: readonly string[]): Readonly<Record<string, string>> => ({
  ...ASSET_HEADERS,
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${origins.length === 0 ? "'none'" : origins.join(' ')}`,
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; '),
  // Of older browsers, which cannot name who may: nobody may.
  ...(origins.length === 0 && { 'X-Frame-Options': 'DENY' }),
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Permissions-Policy':
    'camera=(), clipboard-read=(), display-capture=(), geolocation=(), microphone=()',
});

export const ASSET_HEADERS = {
  'Cache-Control': 'no-store',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
} as const;
