/** The same in another order, always the same one: a linear congruential generator draws. */
export function shuffled<T>(all: readonly T[], seed = 42): readonly T[] {
  let state = seed;
  const draw = (below: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state % below;
  };
  const mixed = [...all];
  for (let last = mixed.length - 1; last > 0; last--) {
    const other = draw(last + 1);
    const [one, two] = [mixed[last], mixed[other]];
    if (one !== undefined && two !== undefined) [mixed[last], mixed[other]] = [two, one];
  }
  return mixed;
}
