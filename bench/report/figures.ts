/** Figures as a reader compares them: more digits than a run repeats would only look exact. */
export const perSecond = (rate: number): string => Math.round(rate).toLocaleString('en-US');

export function inMs(milliseconds: number): string {
  const digits = milliseconds < 10 ? 2 : milliseconds < 100 ? 1 : 0;
  return `${milliseconds.toFixed(digits)} ms`;
}

export const times = (ratio: number): string => `${ratio.toFixed(2)} ×`;

export const percent = (part: number): string => `${Math.round(part * 1000) / 10} %`;

export const inMb = (bytes: number): string => `${Math.round(bytes / 1_000_000)} MB`;
