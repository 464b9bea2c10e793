/** A promise that a test lets go of when it likes. */
export interface Held<T> {
  readonly promise: Promise<T>;
  readonly letGo: (value: T) => void;
  readonly fail: (error: Error) => void;
}

export function hold<T = void>(): Held<T> {
  const ends: { letGo?: (value: T) => void; fail?: (error: Error) => void } = {};
  const promise = new Promise<T>((resolve, reject) => {
    ends.letGo = resolve;
    ends.fail = reject;
  });
  return {
    promise,
    letGo: (value) => ends.letGo?.(value),
    fail: (error) => ends.fail?.(error),
  };
}
