/**
 * Reads `multipart/form-data` that is all there. Written here and not left to the platform's `formData()`,
 * because a file is large and that copies it several times over, and because what one version of it takes
 * another refuses. The bytes of a part stay where they are. What two readers could understand differently
 * is refused, as in `form.ts`.
 */
import { failure } from '../domain/errors.ts';

export interface Part {
  readonly name: string;
  /** Present when it is a file. */
  readonly filename?: string;
  readonly content: Buffer;
}

/** Bounds on what a stranger may make us build; all honest parameters of an upload are fewer. */
const PARTS_MAX = 100;
const HEADERS_BYTES_MAX = 2_000;

const BOUNDARY = /;\s*boundary=(?:"([^"]{1,70})"|([^\s";,]{1,70}))\s*(?:;|$)/i;
const LINE = '\r\n';

/** @throws `body_malformed`. */
export function parseMultipart(body: Buffer, contentType: string): readonly Part[] {
  const [, quoted, plain] = BOUNDARY.exec(contentType) ?? [];
  const boundary = quoted ?? plain;
  if (boundary === undefined) throw malformed('its Content-Type names no boundary');
  const delimiter = Buffer.from(`${LINE}--${boundary}`, 'latin1');
  const parts: Part[] = [];
  // The first one stands at the very beginning, without a line before it.
  if (!body.subarray(0, delimiter.length - LINE.length).equals(delimiter.subarray(LINE.length)))
    throw malformed('it does not begin with its boundary');
  let at = delimiter.length - LINE.length;
  while (!isLast(body, at)) {
    if (parts.length === PARTS_MAX) throw malformed(`it has more than ${PARTS_MAX} parts`);
    const end = endOf(body, at, delimiter);
    parts.push(readPart(body.subarray(at + LINE.length, end)));
    at = end + delimiter.length;
  }
  return parts;
}

/** `--` after a boundary. */
const isLast = (body: Buffer, at: number): boolean => textAt(body, at) === '--';

const textAt = (body: Buffer, at: number): string => body.toString('latin1', at, at + 2);

/** Where the next boundary begins: a line that only starts like one belongs to the content. */
function endOf(body: Buffer, from: number, delimiter: Buffer): number {
  if (textAt(body, from) !== LINE) throw malformed('a boundary is not followed by a line end');
  for (let end = body.indexOf(delimiter, from); end >= 0; end = body.indexOf(delimiter, end + 1)) {
    const after = textAt(body, end + delimiter.length);
    if (after === LINE || after === '--') return end;
  }
  throw malformed('it ended too early');
}

function readPart(part: Buffer): Part {
  const gap = part.subarray(0, HEADERS_BYTES_MAX).indexOf(`${LINE}${LINE}`);
  if (gap < 0) throw malformed('a part has no end of its headers');
  const headers = headersOf(part.subarray(0, gap));
  const [disposition, ...options] = splitOptions(headers.get('content-disposition') ?? '');
  const encoding = headers.get('content-transfer-encoding')?.toLowerCase() ?? 'binary';
  if (disposition?.toLowerCase() !== 'form-data') throw malformed('a part is no form-data');
  if (!['7bit', '8bit', 'binary'].includes(encoding)) throw malformed(`a part is in ${encoding}`);
  const name = optionOf(options, 'name');
  if (name === undefined || name === '') throw malformed('a part has no name');
  const filename = optionOf(options, 'filename');
  const content = part.subarray(gap + 2 * LINE.length);
  return { name, ...(filename !== undefined && { filename }), content };
}

function headersOf(bytes: Buffer): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  for (const line of utf8(bytes).split(LINE)) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).toLowerCase();
    if (colon < 1 || headers.has(name)) throw malformed('a part has headers that cannot be read');
    headers.set(name, line.slice(colon + 1).trim());
  }
  return headers;
}

/** At semicolons that stand in no quotes. */
const splitOptions = (header: string): readonly string[] =>
  (header.match(/(?:"[^"]*"|[^;"])+/g) ?? []).map((option) => option.trim());

function optionOf(options: readonly string[], name: string): string | undefined {
  const found = options.filter((option) => option.toLowerCase().startsWith(`${name}=`));
  if (found.length > 1) throw malformed(`a part has more than one ${name}`);
  const value = found[0]?.slice(name.length + 1);
  return value?.replaceAll(/^"|"$/g, '').replaceAll(/%22|%0d|%0a/gi, decodeURIComponent);
}

/** @throws `body_malformed` for what is not UTF-8. */
export function utf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw failure('body_malformed', { problem: 'The body is not UTF-8.' }, { cause });
  }
}

const malformed = (problem: string) =>
  failure('body_malformed', { problem: `The multipart body cannot be read: ${problem}.` });
