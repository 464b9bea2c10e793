import { failure } from '../domain/errors.ts';
import { type Form, parseForm, parseJson } from './form.ts';
import { utf8 } from './multipart.ts';

/** Room for the largest honest request many times over; what is beyond it is not kept. */
const BYTES_MAX = 1_000_000;
/** From the first byte to the last: who drips holds a connection and memory of ours. */
const RECEIVE_SECONDS_MAX = 15;

/** What the caller sent: the body of a POST, the query of anything else. */
export async function readInput(request: Request): Promise<Form> {
  const query = parseForm(new URL(request.url).search.slice(1));
  const body = request.method === 'POST' ? await readBody(request) : '';
  if (body === '') return query;
  const parse = parserOf(request.headers.get('Content-Type'));
  if (Object.keys(query).length > 0)
    throw failure('body_malformed', { problem: 'Send all parameters in the body of a POST.' });
  return parse(body);
}

const FORM = 'application/x-www-form-urlencoded';
const PARSERS: Readonly<Record<string, (text: string) => Form>> = {
  [FORM]: parseForm,
  'application/json': parseJson,
};

function parserOf(header: string | null): (text: string) => Form {
  const [type = '', ...options] = (header ?? FORM).toLowerCase().split(';');
  const charset = options.find((option) => option.trim().startsWith('charset='));
  const readable = charset === undefined || /=\s*"?(utf-?8|us-ascii)"?\s*$/.test(charset);
  const parse = PARSERS[type.trim()];
  if (parse && readable) return parse;
  throw failure('content_type_unsupported', { contentType: (header ?? '').slice(0, 80) });
}

/**
 * A body that says its length is read at once: the server keeps it to what it says, and web streams cost
 * as much as all else that is done with a small request. Any other is counted while it is read.
 */
async function readBody(request: Request): Promise<string> {
  const length = request.headers.get('Content-Length');
  if (length === null)
    return utf8(await readBytes(request, { bytesMax: BYTES_MAX, secondsMax: RECEIVE_SECONDS_MAX }));
  if (Number(length) > BYTES_MAX) throw tooLarge(BYTES_MAX);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(tooLate(RECEIVE_SECONDS_MAX)), RECEIVE_SECONDS_MAX * 1_000);
  });
  try {
    return utf8(new Uint8Array(await Promise.race([request.arrayBuffer().catch(torn), late])));
  } finally {
    clearTimeout(timer);
  }
}

interface Bound {
  readonly bytesMax: number;
  /** From the first byte to the last. */
  readonly secondsMax: number;
}

/** Reads no more than it may, whatever length the body was said to have. */
export async function readBytes(
  { body }: Request,
  { bytesMax, secondsMax }: Bound,
): Promise<Buffer> {
  if (body === null) return Buffer.alloc(0);
  const reader = body.getReader();
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    reader.cancel().catch(() => {});
  }, secondsMax * 1_000);
  try {
    const chunks: Uint8Array[] = [];
    let size = 0;
    const next = () => reader.read().catch(torn);
    for (let step = await next(); !step.done; step = await next()) {
      chunks.push(step.value);
      size += step.value.length;
      if (size > bytesMax) throw tooLarge(bytesMax);
    }
    if (late) throw tooLate(secondsMax);
    return Buffer.concat(chunks);
  } finally {
    clearTimeout(timer);
    reader.releaseLock();
  }
}

const torn = (cause: unknown): never => {
  throw failure('body_malformed', { problem: 'The body ended too early.' }, { cause });
};

const tooLate = (seconds: number) => failure('request_timeout', { seconds });

const tooLarge = (bytesMax: number) => failure('request_too_large', { bytesMax });
