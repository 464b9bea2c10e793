import { PNG } from 'pngjs';
import { LOGO_HEIGHT, LOGO_WIDTH, logoProblem } from '../domain/design/logo.ts';
import { failure } from '../domain/errors.ts';

/** The first chunk of every PNG, with its name and size, behind eight bytes of signature. */
const HEADER_BYTES = 33;
const [NAME_AT, WIDTH_AT, HEIGHT_AT, INTERLACE_AT] = [12, 16, 20, 28] as const;

/**
 * Makes sure that a logo can be printed on a card. Its size is read before it is unpacked: a few
 * kilobytes may unpack to gigabytes, and an interlaced image does so without a bound.
 *
 * @throws `parameter_invalid`, in words for who draws it.
 */
export function checkCardLogo(content: Buffer): void {
  const problem = headerProblem(content) ?? logoProblem(pixelsOf(content));
  if (problem !== undefined) throw refused(problem);
}

function headerProblem(content: Buffer): string | undefined {
  if (content.length < HEADER_BYTES || content.toString('latin1', NAME_AT, WIDTH_AT) !== 'IHDR')
    return 'The logo is no PNG image that can be read.';
  const [width, height] = [content.readUInt32BE(WIDTH_AT), content.readUInt32BE(HEIGHT_AT)];
  if (width !== LOGO_WIDTH || height !== LOGO_HEIGHT)
    return `The logo must be ${LOGO_WIDTH} pixels wide and ${LOGO_HEIGHT} high: it is ${width} by ${height}.`;
  return content.readUInt8(INTERLACE_AT) === 0 ? undefined : 'The logo must not be interlaced.';
}

function pixelsOf(content: Buffer): Buffer {
  try {
    return PNG.sync.read(content).data;
  } catch (cause) {
    throw refused('The logo is no PNG image that can be read.', cause);
  }
}

const refused = (problem: string, cause?: unknown) =>
  failure('parameter_invalid', { problem }, { param: 'file', cause });
