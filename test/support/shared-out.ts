/**
 * Gives items to some clients that work at once, each of which takes the next when it is done. All of
 * them together in one queue would test how long a connection may be waited for, and nothing else.
 */
export async function sharedOut<T>(
  clients: number,
  items: readonly T[],
  act: (item: T, index: number) => Promise<unknown>,
): Promise<void> {
  const queue = items.entries();
  const client = async (): Promise<void> => {
    for (const [index, item] of queue) await act(item, index);
  };
  await Promise.all(Array.from({ length: clients }, client));
}
