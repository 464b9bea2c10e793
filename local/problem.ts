/**
 * What keeps a command from going on, told in sentences that name the remedy. It is printed as it is,
 * without a stack: nothing in the code is wrong.
 */
export class Problem extends Error {
  override readonly name = 'Problem';
}

/** The text of whatever was thrown, for a person. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
