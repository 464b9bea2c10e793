import { problemsOfError } from './error-envelope.ts';
import { stripeTypes } from './stripe-types.ts';
import { START, TypeWalker } from './type-walker.ts';

/**
 * Every way in which a JSON body is not what the official SDK expects. The body says itself what it
 * is: an error, or the `object` it names. A list is judged entry by entry.
 */
export function conformanceOf(body: unknown): readonly string[] {
  const json = asReceived(body);
  if (isError(json)) return problemsOfError(json);
  return [...new TypeWalker(stripeTypes()).judgeByObject(json, START)];
}

/** @throws with all differences at once, when the body does not conform. */
export function expectConforms(body: unknown, typeName?: string): void {
  const problems = typeName === undefined ? conformanceOf(body) : problemsOf(body, typeName);
  refuse(problems, typeName ?? 'answer of the wire');
}

export function expectErrorConforms(body: unknown): void {
  refuse(problemsOfError(asReceived(body)), 'error of the wire');
}

/** As `conformanceOf`, for a type by its name in the SDK: `Issuing.Card`, `ApiList<Issuing.Card>`. */
export function problemsOf(body: unknown, typeName: string): readonly string[] {
  const types = stripeTypes();
  const walker = new TypeWalker(types);
  const [, entry] = /^ApiList<(.+)>$/.exec(typeName) ?? [];
  const problems =
    entry === undefined
      ? walker.judge(asReceived(body), types.named(typeName), START)
      : walker.judge(asReceived(body), types.named('ApiList'), {
          ...START,
          element: types.named(entry),
        });
  return [...problems];
}

/** An object of the SDK back as it was on the wire: decimals are text, and `lastResponse` is not there. */
const asReceived = (body: unknown): unknown =>
  body === undefined ? undefined : JSON.parse(JSON.stringify(body));

const isError = (json: unknown): boolean =>
  typeof json === 'object' && json !== null && 'error' in json && !('object' in json);

function refuse(problems: readonly string[], what: string): void {
  if (problems.length > 0) throw new Error(`This is no ${what}:\n  ${problems.join('\n  ')}`);
}
