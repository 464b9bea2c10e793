/** Encodes as the official SDK does: `a[b]=1&c[0]=2`; null is the empty text, undefined and [] are left out. */
export const encodeForm = (form: Readonly<Record<string, unknown>>): string =>
  Object.entries(form)
    .flatMap(([name, value]) => pairsOf(name, value))
    .join('&');

function pairsOf(name: string, value: unknown): readonly string[] {
  if (value === undefined) return [];
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([key, inner]) => pairsOf(`${name}[${key}]`, inner));
  const text = typeof value === 'string' ? value : value === null ? '' : JSON.stringify(value);
  return [`${encodeURIComponent(name)}=${encodeURIComponent(text)}`];
}
