import { createHash } from 'node:crypto';
import { failure } from '../domain/errors.ts';
import { FILE_BYTES_MAX } from '../domain/file/purpose.ts';
import { readBytes, readInput } from './body.ts';
import { type Form, parseForm } from './form.ts';
import { parseMultipart, utf8 } from './multipart.ts';

/** A file as it came. Its content is never logged and stands in no message. */
export interface Upload {
  /** The sender's words. */
  readonly filename: string;
  readonly content: Buffer;
  readonly sha256: Buffer;
}

export interface UploadInput {
  /** Where the file stood is its hash: so an idempotency key is good for one content only. */
  readonly form: Form;
  readonly upload?: Upload;
}

/** Room for everything that is sent beside the file. */
const PARAMETERS_BYTES_MAX = 64_000;
const BYTES_MAX = FILE_BYTES_MAX + PARAMETERS_BYTES_MAX;
/** Less than the server's own patience, which ends in no answer of ours. */
const SECONDS_MAX = 25;
const FILE = 'file';

/** The input of an operation that takes a file. A body of another type is read as ever, and lacks the file. */
export async function readUploadInput(request: Request): Promise<UploadInput> {
  const contentType = request.headers.get('Content-Type') ?? '';
  if (!/^multipart\/form-data\s*;/i.test(contentType)) return { form: await readInput(request) };
  const length = Number(request.headers.get('Content-Length') ?? 0);
  if (length > BYTES_MAX) throw failure('request_too_large', { bytesMax: BYTES_MAX });
  const body = await readBytes(request, { bytesMax: BYTES_MAX, secondsMax: SECONDS_MAX });
  return inputOf(parseMultipart(body, contentType));
}

function inputOf(parts: ReturnType<typeof parseMultipart>): UploadInput {
  const fields = new URLSearchParams();
  let upload: Upload | undefined;
  for (const { name, filename, content } of parts) {
    if (filename === undefined) fields.append(name, fieldOf(content));
    else if (name !== FILE || upload !== undefined)
      throw failure('parameter_invalid', { problem: `Send one file, named '${FILE}'.` });
    else {
      const sha256 = createHash('sha256').update(content).digest();
      upload = { filename, content, sha256 };
      fields.append(FILE, `sha256:${sha256.toString('hex')}:${filename.slice(0, 255)}`);
    }
  }
  return { form: parseForm(fields.toString()), ...(upload && { upload }) };
}

function fieldOf(content: Buffer): string {
  if (content.length > PARAMETERS_BYTES_MAX)
    throw failure('request_too_large', { bytesMax: PARAMETERS_BYTES_MAX });
  return utf8(content);
}

/**
 * Lets so many be carried out at once and refuses more: each holds a whole file in memory, from its first
 * byte until it is stored.
 */
export function atMost(max: number): <T>(act: () => Promise<T>) => Promise<T> {
  let running = 0;
  return async (act) => {
    if (running >= max) throw failure('rate_limit', {});
    running += 1;
    try {
      return await act();
    } finally {
      running -= 1;
    }
  };
}
