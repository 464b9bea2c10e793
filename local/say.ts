/** Speaks to the person at the terminal. Logs go elsewhere: through pino, as JSON. */
export function say(...lines: readonly string[]): void {
  for (const line of lines) console.log(line);
}

/** `0.42 s`, `12 s`: a time as a person reads it. */
export function inSeconds(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  return `${seconds < 10 ? Math.round(seconds * 100) / 100 : Math.round(seconds)} s`;
}

/** Measures from now on: what it returns says how many milliseconds have passed. */
export function stopwatch(): () => number {
  const began = performance.now();
  return () => performance.now() - began;
}
