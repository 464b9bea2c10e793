/**
 * What a file is, told by its bytes: a name and a header are the sender's, and say what he likes. It is
 * told from how it begins and, for the archives that office programs write, from what they must hold.
 * This is no proof that the rest is in order, only that nothing is served as what it is not.
 */
const CONTENT_TYPES = {
  csv: 'text/csv',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  gif: 'image/gif',
  jpg: 'image/jpeg',
  json: 'application/json',
  pdf: 'application/pdf',
  png: 'image/png',
  txt: 'text/plain',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;
export type ContentType = keyof typeof CONTENT_TYPES;

/** For the header of a download. Text is UTF-8, or it would not have been taken. */
export const mediaTypeOf = (type: ContentType): string =>
  `${CONTENT_TYPES[type]}${CONTENT_TYPES[type].startsWith('text/') ? '; charset=utf-8' : ''}`;

const SIGNATURES: readonly (readonly [ContentType, readonly number[]])[] = [
  ['png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['jpg', [0xff, 0xd8, 0xff]],
  ['gif', [0x47, 0x49, 0x46, 0x38, 0x37, 0x61]],
  ['gif', [0x47, 0x49, 0x46, 0x38, 0x39, 0x61]],
  ['pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
];
const ZIP: readonly number[] = [0x50, 0x4b, 0x03, 0x04];

/** `undefined`: nothing that is known. `asked` says which of the kinds of text it is to be read as. */
export function contentTypeOf(
  content: Uint8Array,
  asked: readonly ContentType[],
): ContentType | undefined {
  const [known] = SIGNATURES.find(([, bytes]) => beginsWith(content, bytes)) ?? [];
  if (known !== undefined) return known;
  return beginsWith(content, ZIP) ? officeTypeOf(content) : textTypeOf(content, asked);
}

const beginsWith = (content: Uint8Array, bytes: readonly number[]): boolean =>
  bytes.every((byte, at) => content[at] === byte);

/** The first entry of what Word and Excel write stands in the first bytes by its name. */
function officeTypeOf(content: Uint8Array): ContentType | undefined {
  const names = ascii(content);
  if (!names.includes('[Content_Types].xml')) return undefined;
  if (names.includes('word/document.xml')) return 'docx';
  return names.includes('xl/workbook.xml') ? 'xlsx' : undefined;
}

/** The names in an archive are not compressed. */
const ascii = (content: Uint8Array): string => new TextDecoder('latin1').decode(content);

/** All that other text is not: what is told of it goes by what the purpose takes. */
function textTypeOf(content: Uint8Array, asked: readonly ContentType[]): ContentType | undefined {
  const text = textOf(content);
  if (text === undefined) return undefined;
  if (asked.includes('json')) return isJson(text) ? 'json' : 'txt';
  return asked.includes('csv') ? 'csv' : 'txt';
}

/** No text has these: all that control a device, but tab and line ends. */
const CONTROL = /(?![\t\r\n])\p{Cc}/u;

function textOf(content: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(content);
    return CONTROL.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}

function isJson(text: string): boolean {
  try {
    return typeof JSON.parse(text) === 'object';
  } catch {
    return false;
  }
}
