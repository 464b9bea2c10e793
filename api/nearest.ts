/** A name that is further away than this was not a slip of the keys. */
const DISTANCE_MAX = 2;
/** The work grows with the square of the length; no parameter of ours is longer. */
const LENGTH_MAX = 64;

/** The known name that was probably meant, or none: a wrong guess would mislead. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  if (name.length > LENGTH_MAX) return undefined;
  const limit = Math.min(DISTANCE_MAX, Math.floor(name.length / 2));
  return known
    .map((candidate) => ({ candidate, distance: editDistance(name, candidate) }))
    .filter(({ distance }) => distance <= limit)
    .toSorted((left, right) => left.distance - right.distance)[0]?.candidate;
}

/** Letters to insert, delete or replace (Levenshtein), one row of the table at a time. */
function editDistance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...left].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...right].entries()) {
      const replaced = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
