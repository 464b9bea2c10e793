/** Something to be sent that is about an object. */
interface About {
  readonly objectId: string;
}

/**
 * Which of those that wait may begin: the first whose object is neither being told of something, nor has
 * an earlier one that waits. So an object's events begin in their order, and one slow answer holds back
 * what is about the same object and nothing else.
 *
 * @returns its index, or -1.
 */
export function nextToBegin(waiting: readonly About[], busy: ReadonlySet<string>): number {
  const passed = new Set<string>();
  return waiting.findIndex(({ objectId }) => {
    if (!busy.has(objectId) && !passed.has(objectId)) return true;
    passed.add(objectId);
    return false;
  });
}
