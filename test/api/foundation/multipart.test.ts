import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseMultipart } from '../../../api/multipart.ts';
import { AppError } from '../../../domain/errors.ts';
import { multipartOf } from '../../support/multipart.ts';

const TYPE = 'multipart/form-data; boundary=edge';
const bodyOf = (...lines: readonly string[]): Buffer => Buffer.from(lines.join('\r\n'));
const HEAD = 'Content-Disposition: form-data; name="a"';

/** Node's own writer is the oracle: what it can write, whatever the bytes, is read as it was. */
test('reads what Node writes, byte by byte', async () => {
  const content = fc.uint8Array({ maxLength: 2_000 }).map((bytes) => Buffer.from(bytes));
  const name = fc.string({ minLength: 1, maxLength: 30 }).filter((text) => !/[\r\n]/.test(text));
  await fc.assert(
    fc.asyncProperty(name, name, content, async (field, filename, bytes) => {
      const sent = await multipartOf({ [field]: 'value' }, { filename, content: bytes });
      expect(parseMultipart(sent.body, sent.contentType)).toEqual([
        { name: field.replaceAll('"', '"'), content: Buffer.from('value') },
        { name: 'file', filename, content: bytes },
      ]);
    }),
    { numRuns: 300 },
  );
});

test('a line that only begins like the boundary belongs to the content', () => {
  const body = bodyOf('--edge', HEAD, '', 'x', '--edgewise', '--edge--', '');
  expect(parseMultipart(body, TYPE)).toEqual([
    { name: 'a', content: Buffer.from('x\r\n--edgewise') },
  ]);
});

test('a boundary may be quoted, and be as short as one letter', () => {
  const body = bodyOf('--e', HEAD, '', 'x', '--e--');
  for (const type of ['multipart/form-data; boundary="e"', 'Multipart/Form-Data;boundary=e; x=y'])
    expect(parseMultipart(body, type)).toHaveLength(1);
});

describe('refuses', () => {
  const refused = (body: Buffer, type = TYPE) => {
    expect(() => parseMultipart(body, type)).toThrow(AppError);
    expect(() => parseMultipart(body, type)).toThrow(/multipart body cannot be read|not UTF-8/);
  };

  test.each([
    ['no boundary in its type', bodyOf('--edge--'), 'multipart/form-data'],
    ['another boundary than it names', bodyOf('--wedge', HEAD, '', 'x', '--wedge--'), TYPE],
    ['nothing', Buffer.alloc(0), TYPE],
    [
      'a beginning before its first boundary',
      bodyOf('hello', '--edge', HEAD, '', 'x', '--edge--'),
      TYPE,
    ],
    ['no end', bodyOf('--edge', HEAD, '', 'x'), TYPE],
    ['an end in the middle of a boundary', bodyOf('--edge', HEAD, '', 'x', '--ed'), TYPE],
    ['no end of its headers', bodyOf('--edge', HEAD, '--edge--'), TYPE],
    [
      'a part without a name',
      bodyOf('--edge', 'Content-Disposition: form-data', '', 'x', '--edge--'),
      TYPE,
    ],
    ['a part with two names', bodyOf('--edge', `${HEAD}; name="b"`, '', 'x', '--edge--'), TYPE],
    ['a part with a header twice', bodyOf('--edge', HEAD, HEAD, '', 'x', '--edge--'), TYPE],
    [
      'a part that is no form-data',
      bodyOf('--edge', 'Content-Disposition: attachment; name="a"', '', 'x', '--edge--'),
      TYPE,
    ],
    [
      'a part in base64',
      bodyOf('--edge', HEAD, 'Content-Transfer-Encoding: base64', '', 'eA==', '--edge--'),
      TYPE,
    ],
    [
      'endless headers',
      bodyOf('--edge', HEAD, `X: ${'x'.repeat(5_000)}`, '', 'x', '--edge--'),
      TYPE,
    ],
    [
      'headers that are not UTF-8',
      Buffer.concat([
        bodyOf('--edge', HEAD, 'X: '),
        Buffer.from([0xff]),
        bodyOf('', '', 'x', '--edge--'),
      ]),
      TYPE,
    ],
  ])('%s', (_what, body, type) => refused(body, type));

  /** Risk: sixteen megabytes of tiny parts, each of which costs an object. */
  test('a flood of parts', () => {
    const part = ['--edge', HEAD, '', 'x'];
    refused(bodyOf(...Array.from({ length: 101 }, () => part).flat(), '--edge--'));
  });

  test('whatever else comes, with an answer or a refusal and nothing else', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 300 }),
        fc.string({ maxLength: 80 }),
        (noise, type) => {
          const body = Buffer.concat([Buffer.from('--edge\r\n'), Buffer.from(noise)]);
          for (const contentType of [TYPE, `multipart/form-data; boundary=${type}`])
            try {
              parseMultipart(body, contentType);
            } catch (error) {
              expect(error).toBeInstanceOf(AppError);
            }
        },
      ),
    );
  });
});
