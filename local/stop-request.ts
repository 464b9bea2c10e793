export interface StopRequest {
  /** Resolves with the first signal. */
  readonly requested: Promise<NodeJS.Signals>;
  /** Aborts with the second: whoever asks twice does not want to wait. */
  readonly hurry: AbortSignal;
}

/** npm passes on the Ctrl-C that the terminal has sent already: two so close together are one. */
const SAME_REQUEST_MS = 500;

/** From now on Ctrl-C, SIGTERM and a closed terminal are requests to stop, and end nothing by themselves. */
export function listenForStop(): StopRequest {
  const hurry = new AbortController();
  const requested = new Promise<NodeJS.Signals>((resolve) => {
    let firstAt: number | undefined;
    const listen = (signal: NodeJS.Signals): void => {
      firstAt ??= performance.now();
      if (performance.now() - firstAt > SAME_REQUEST_MS) hurry.abort();
      resolve(signal);
    };
    process.on('SIGINT', listen).on('SIGTERM', listen).on('SIGHUP', listen);
  });
  return { requested, hurry: hurry.signal };
}
