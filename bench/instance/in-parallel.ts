/** Does so many things, at most so many of them at once, and gives their results in order. */
export async function inParallel<R>(
  count: number,
  width: number,
  act: (index: number) => Promise<R>,
): Promise<readonly R[]> {
  const results: R[] = [];
  let next = 0;
  const walk = async (): Promise<void> => {
    for (let index = next++; index < count; index = next++) results[index] = await act(index);
  };
  await Promise.all(Array.from({ length: width }, walk));
  return results;
}
