type Json = Readonly<Record<string, unknown>>;

/**
 * What the caller needs to see a change: the former value of each key that changed, and of a hash only
 * its changed keys, as Stripe does. A key that did not exist is null. `undefined`: nothing changed.
 */
export function previousAttributes(before: Json, after: Json): Json | undefined {
  const former: Record<string, unknown> = {};
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [was, is] = [before[key], after[key]];
    const change = isHash(was) && isHash(is) ? previousAttributes(was, is) : changed(was, is);
    if (change !== undefined) former[key] = change;
  }
  return Object.keys(former).length === 0 ? undefined : former;
}

const isHash = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A list is told whole: half of one could not be read. Both sides come from one maker, so their keys stand in one order. */
const changed = (was: unknown, is: unknown): unknown =>
  JSON.stringify(was) === JSON.stringify(is) ? undefined : (was ?? null);
