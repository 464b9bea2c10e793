export interface PurchaseForm {
  readonly card: string;
  readonly amount: bigint;
  /** All that was asked, in one order, for the hash of the request. */
  readonly all: unknown;
}

interface Nested {
  [name: string]: Nested | string;
}

/** `merchant_data[name]=Corner+Grocery` is a name in a hash: form encoding as the SDK sends it. */
export function parseForm(text: string): PurchaseForm {
  const all: Nested = {};
  for (const [path, value] of new URLSearchParams(text)) {
    const names = path.split('[').map((name) => name.replace(']', ''));
    const last = names.pop() ?? '';
    let place = all;
    for (const name of names) {
      const inner = place[name];
      const next: Nested = typeof inner === 'object' ? inner : {};
      place[name] = next;
      place = next;
    }
    place[last] = value;
  }
  const { card, amount } = all;
  if (typeof card !== 'string' || typeof amount !== 'string' || !/^\d{1,8}$/.test(amount))
    throw new Error('A purchase needs a card and an amount.');
  return { card, amount: BigInt(amount), all };
}
