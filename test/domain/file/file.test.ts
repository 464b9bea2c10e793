import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contentTypeOf } from '../../../domain/file/content-type.ts';
import { expiryOf, isExpired } from '../../../domain/file/expiry.ts';
import { toFilename } from '../../../domain/file/filename.ts';
import { FILE_BYTES_MAX, rulesOf, UPLOAD_PURPOSES } from '../../../domain/file/purpose.ts';

const bytes = (...parts: readonly (string | readonly number[])[]): Uint8Array =>
  Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))),
  );

describe('what a file is', () => {
  const zip = (...names: readonly string[]) => bytes([0x50, 0x4b, 3, 4], names.join(' '));

  test.each([
    ['png', bytes([0x89], 'PNG\r\n', [0x1a], '\n', 'rest'), []],
    ['jpg', bytes([0xff, 0xd8, 0xff, 0xe0], 'rest'), []],
    ['gif', bytes('GIF89a rest'), []],
    ['gif', bytes('GIF87a rest'), []],
    ['pdf', bytes('%PDF-1.7 rest'), []],
    ['docx', zip('[Content_Types].xml', 'word/document.xml'), []],
    ['xlsx', zip('[Content_Types].xml', 'xl/workbook.xml'), []],
    ['txt', bytes('Hällo\r\n\tWorld'), []],
    ['csv', bytes('a,b\n1,2'), ['csv']],
    ['json', bytes('{"a":[1]}'), ['json']],
    ['txt', bytes('{"a":[1]'), ['json']],
    ['txt', bytes('<svg onload="alert(1)"/>'), []],
  ] as const)('%s', (type, content, asked) => {
    expect(contentTypeOf(content, asked)).toBe(type);
  });

  test.each([
    ['an archive that is no document', zip('setup.exe')],
    ['a program', bytes([0x7f], 'ELF', [2, 1, 1, 0])],
    ['text that is not UTF-8', bytes('a', [0xff], 'b')],
    ['text with a NUL', bytes('a', [0], 'b')],
    ['half of a signature', bytes([0x89], 'PNG\r\n', [0x1a])],
  ])('%s is nothing that is known', (_what, content) => {
    expect(contentTypeOf(content, [])).toBeUndefined();
  });
});

describe('a filename', () => {
  test.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\me\\logo.png', 'logo.png'],
    ['a"b\r\n;c.pdf', 'a_b__;c.pdf'],
    ['.htaccess', 'htaccess'],
    ['cod\u202Egnp.exe', 'cod_gnp.exe'],
    ['', 'file'],
    ['...', 'file'],
    ['/', 'file'],
    ['Façade 日本.pdf', 'Façade 日本.pdf'],
    [`${'x'.repeat(300)}.pdf`, `${'x'.repeat(251)}.pdf`],
    ['😀'.repeat(300), '😀'.repeat(255)],
  ])('%s is kept as %s', (given, kept) => {
    expect(toFilename(given)).toBe(kept);
  });

  test('is one that a row and a header can hold, whatever was sent', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (given) => {
        const kept = toFilename(given);
        expect([...kept].length).toBeGreaterThanOrEqual(1);
        expect([...kept].length).toBeLessThanOrEqual(255);
        expect(kept).not.toMatch(/[\p{Cc}\p{Surrogate}"\\/]/u);
      }),
    );
  });
});

test('a file expires at its very second, or never', () => {
  const now = new Date('2027-01-01T12:00:00.500Z');
  const at = expiryOf(7, now);
  expect(at).toEqual(new Date('2027-01-08T12:00:00Z'));
  expect(isExpired(at, new Date('2027-01-08T11:59:59.999Z'))).toBe(false);
  expect(isExpired(at, new Date('2027-01-08T12:00:00Z'))).toBe(true);
  expect(expiryOf(undefined, now)).toBeNull();
  expect(isExpired(null, now)).toBe(false);
});

test('no purpose takes more than there is room for', () => {
  for (const purpose of UPLOAD_PURPOSES)
    expect(rulesOf(purpose).bytesMax).toBeLessThanOrEqual(FILE_BYTES_MAX);
});
