/** Figures as a reader compares them: three digits are more than a run repeats. */
export const perSecond = (rate: number): string => Math.round(rate).toLocaleString('en-US');

export function inMs(milliseconds: number): string {
  const digits = milliseconds < 10 ? 2 : milliseconds < 100 ? 1 : 0;
  return `${milliseconds.toFixed(digits)} ms`;
}
