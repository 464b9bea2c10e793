import { failure } from '../domain/errors.ts';
import { type Form, parseForm, parseJson } from './form.ts';

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
  if (length === null) return readCounting(request);
  if (Number(length) > BYTES_MAX) throw tooLarge();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(tooLate()), RECEIVE_SECONDS_MAX * 1_000);
  });
  try {
    return toText(new Uint8Array(await Promise.race([request.arrayBuffer().catch(torn), late])));
  } finally {
    clearTimeout(timer);
  }
}

async function readCounting({ body }: Request): Promise<string> {
  if (body === null) return '';
  const reader = body.getReader();
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    reader.cancel().catch(() => {});
  }, RECEIVE_SECONDS_MAX * 1_000);
  try {
    const chunks: Uint8Array[] = [];
    let size = 0;
    const next = () => reader.read().catch(torn);
    for (let step = await next(); !step.done; step = await next()) {
      chunks.push(step.value);
      size += step.value.length;
      if (size > BYTES_MAX) throw tooLarge();
    }
    if (late) throw tooLate();
    return toText(Buffer.concat(chunks));
  } finally {
    clearTimeout(timer);
    reader.releaseLock();
  }
}

const torn = (cause: unknown): never => {
  throw failure('body_malformed', { problem: 'The body ended too early.' }, { cause });
};

const tooLate = () => failure('request_timeout', { seconds: RECEIVE_SECONDS_MAX });

function toText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw failure('body_malformed', { problem: 'The body is not UTF-8.' }, { cause });
  }
}

const tooLarge = () => failure('request_too_large', { bytesMax: BYTES_MAX });
