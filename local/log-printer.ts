/** Prints one line that a child wrote: a log record, or whatever else. */
export type PrintLine = (line: string) => void;

/**
 * For a person at a terminal, records are made readable; for everything else they stay the JSON that
 * they are. The package that does it is for development: without it there is JSON.
 */
export async function createLogPrinter(isTerminal: boolean): Promise<PrintLine> {
  const format = isTerminal ? await loadFormatter() : undefined;
  return (line) => {
    process.stdout.write(format !== undefined && line.startsWith('{') ? format(line) : `${line}\n`);
  };
}

async function loadFormatter(): Promise<((line: string) => string) | undefined> {
  try {
    const { prettyFactory } = await import('pino-pretty');
    return prettyFactory({
      colorize: true,
      singleLine: true,
      ignore: 'pid,hostname',
      translateTime: 'SYS:HH:MM:ss.l',
    });
  } catch {
    return undefined;
  }
}
