/** Lets one wait until another rings, or until some time has passed. A ring that comes first is kept. */
export interface Bell {
  readonly ring: () => void;
  readonly wait: (ms: number) => Promise<void>;
}

const nobody = (): void => {};

export function createBell(): Bell {
  let hasRung = false;
  let wake = nobody;
  const ring = (): void => {
    hasRung = true;
    wake();
  };
  const wait = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(end, hasRung ? 0 : ms);
      wake = end;
      function end(): void {
        clearTimeout(timer);
        hasRung = false;
        wake = nobody;
        resolve();
      }
    });
  return { ring, wait };
}
