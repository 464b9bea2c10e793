import { say } from '../say.ts';

/** Shows what matters of an object, in one column, so that a person sees it grow. */
export function showObject(title: string, object: object, paths: readonly string[]): void {
  const width = Math.max(...paths.map((path) => path.length)) + 2;
  say('', title);
  for (const path of paths) say(`  ${path.padEnd(width)}${format(valueAt(object, path))}`);
}

/** `requirements.disabled_reason`: a value inside a value. */
function valueAt(object: object, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (value, name) =>
        typeof value === 'object' && value !== null
          ? Object.entries(value).find(([key]) => key === name)?.[1]
          : undefined,
      object,
    );
}

function format(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}
