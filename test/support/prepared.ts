/** What was made once for all test files, or why it could not be made. */
export type Prepared = { readonly ready: string } | { readonly failed: string };

/** A failure is kept for the tests that need the thing: a broken workflow must not hide the tests of money. */
export async function prepare(make: () => Promise<string>): Promise<Prepared> {
  try {
    return { ready: await make() };
  } catch (error) {
    return { failed: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

/** @throws in every test that needs what could not be made. */
export function ready(prepared: Prepared): string {
  if ('failed' in prepared) throw new Error(prepared.failed);
  return prepared.ready;
}
