/** The body of an error, contract §7.3: the keys it may have, and what is always there. */
const KEYS = {
  type: 'text',
  message: 'text',
  code: 'text',
  param: 'text',
  decline_code: 'text',
  doc_url: 'address',
  request_log_url: 'address',
  charge: 'text',
  advice_code: 'text',
  network_advice_code: 'text',
  network_decline_code: 'text',
  payment_intent: 'object',
  payment_method: 'object',
  payment_method_type: 'text',
  setup_intent: 'object',
  source: 'object',
  user_message: 'text',
} as const;
const ALWAYS = ['type', 'message'] as const;
const TYPES = ['api_error', 'card_error', 'idempotency_error', 'invalid_request_error'];

/** Every way in which a body is not the error envelope that the SDKs read. */
export function problemsOfError(body: unknown): readonly string[] {
  const keys = keysOf(body);
  const error = keysOf(keys?.get('error'));
  if (keys === undefined || error === undefined) return ['error: is missing'];
  const type = error.get('type');
  return [
    ...[...keys.keys()]
      .filter((key) => key !== 'error')
      .map((key) => `${key}: is not in the envelope`),
    ...ALWAYS.filter((key) => !error.has(key)).map((key) => `error.${key}: is missing`),
    ...[...error].flatMap(([key, value]) => problemsOfKey(key, value)),
    ...(typeof type === 'string' && !TYPES.includes(type)
      ? [`error.type: expected one of ${TYPES.join(', ')}, got ${JSON.stringify(type)}`]
      : []),
  ];
}

function problemsOfKey(key: string, value: unknown): readonly string[] {
  if (!isKnown(key)) return [`error.${key}: is not in the envelope`];
  return hasKind(value, KEYS[key])
    ? []
    : [`error.${key}: expected ${KEYS[key]}, got ${JSON.stringify(value)}`];
}

const isKnown = (key: string): key is keyof typeof KEYS => Object.hasOwn(KEYS, key);

function hasKind(value: unknown, kind: 'text' | 'address' | 'object'): boolean {
  if (kind === 'object') return keysOf(value) !== undefined;
  if (typeof value !== 'string' || value === '') return false;
  return kind === 'text' || URL.canParse(value);
}

const keysOf = (value: unknown): ReadonlyMap<string, unknown> | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? new Map(Object.entries(value))
    : undefined;
