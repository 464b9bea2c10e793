import { lookup } from 'node:dns';
import { Agent } from 'undici';
import { isPublicAddress, literalAddress } from './addresses.ts';
import { HttpFailure, toHttpFailure } from './failure.ts';
import { AddressRefused, guardedLookup, type Resolve } from './guarded-lookup.ts';
import { readBounded } from './read-bounded.ts';

/** A request to an address that a user of ours chose. */
export interface HttpPost {
  readonly url: string;
  /** In live mode only public addresses are called; in test mode any, such as a developer's own machine. */
  readonly livemode: boolean;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** From now to the last byte of the answer, name resolution and connecting included. */
  readonly timeoutMs: number;
  readonly responseBytesMax: number;
}

export interface HttpAnswer {
  /** As it came: a redirect is not followed. */
  readonly status: number;
  /** By their names in lower case; of one that came twice, both values. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Absent when it had more bytes than allowed: the rest was not read. */
  readonly body?: string;
}

export interface HttpClient {
  /** @throws {HttpFailure} when there was no whole answer. */
  readonly post: (request: HttpPost) => Promise<HttpAnswer>;
  /** Waits for the requests that run. */
  readonly close: () => Promise<void>;
}

/** What protects us from what a user may point us to: hosts, connections to each, idle ones, headers. */
const BOUNDS = {
  maxOrigins: 1_000,
  connections: 16,
  keepAliveTimeout: 10_000,
  keepAliveMaxTimeout: 60_000,
  maxHeaderSize: 16_384,
  // Pipelining would make one slow answer wait for another.
  pipelining: 1,
} as const;

interface HttpClientOptions {
  /** How names become addresses. */
  readonly resolve?: Resolve;
  /** To one origin at most. Who finds all of them at work waits. */
  readonly connections?: number;
}

/** One for a process: its connections are kept alive and used again, each origin's apart from the others'. */
export function openHttpClient({ resolve = lookup, ...own }: HttpClientOptions = {}): HttpClient {
  const tls = { minVersion: 'TLSv1.2' } as const;
  const bounds = { ...BOUNDS, ...own };
  const guarded = new Agent({ ...bounds, connect: { ...tls, lookup: guardedLookup(resolve) } });
  const open = new Agent({ ...bounds, connect: tls });

  async function post(request: HttpPost): Promise<HttpAnswer> {
    const { url, livemode, headers, body, timeoutMs } = request;
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      const { origin, pathname, search, hostname } = new URL(url);
      if (livemode) refusePrivate(hostname);
      const answer = await (livemode ? guarded : open).request({
        origin,
        path: pathname + search,
        method: 'POST',
        headers: { ...headers, 'User-Agent': USER_AGENT },
        body,
        signal,
      });
      const text = await readBounded(answer.body, request.responseBytesMax);
      const { statusCode: status, headers: received } = answer;
      return { status, headers: received, ...(text !== undefined && { body: text }) };
    } catch (error) {
      throw signal.aborted ? tooLate(timeoutMs, error) : toHttpFailure(error);
    }
  }
  const close = async (): Promise<void> => {
    await Promise.all([guarded.close(), open.close()]);
  };
  return { post, close };
}

const USER_AGENT = 'Cardwright/1.0';

/** An address in the URL itself is never looked up. */
function refusePrivate(hostname: string): void {
  const address = literalAddress(hostname);
  if (address !== undefined && !isPublicAddress(address))
    throw new AddressRefused('The address is private.');
}

const tooLate = (timeoutMs: number, cause: unknown): HttpFailure =>
  new HttpFailure('timeout', `There was no whole answer within ${timeoutMs / 1_000} seconds.`, {
    cause,
  });
