import { deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { checkCardLogo } from '../../../api/card-logo.ts';
import { drawLogo, INK, PAPER } from '../../support/logo.ts';

const problemOf = (content: Buffer): string | undefined => {
  try {
    checkCardLogo(content);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};

test('a black logo on white passes, and one with a single black pixel', () => {
  expect(problemOf(drawLogo())).toBeUndefined();
  expect(problemOf(drawLogo({ pixel: (x, y) => (x + y === 0 ? INK : PAPER) }))).toBeUndefined();
  expect(problemOf(drawLogo({ pixel: (x) => (x < 500 ? INK : PAPER) }))).toBeUndefined();
});

test.each([
  ['999 pixels wide', drawLogo({ width: 999 }), /1000 pixels wide and 200 high: it is 999 by 200/],
  ['201 pixels high', drawLogo({ height: 201 }), /1000 by 201/],
  [
    'nearly black in one pixel',
    drawLogo({ pixel: (x, y) => (x + y === 0 ? [1, 1, 1, 255] : x < 9 ? INK : PAPER) }),
    /pure black on pure white.*1 pixel/,
  ],
  [
    'nearly white in one pixel',
    drawLogo({ pixel: (x, y) => (x + y === 0 ? [254, 254, 254, 255] : x < 9 ? INK : PAPER) }),
    /1 pixel/,
  ],
  ['red', drawLogo({ pixel: (x) => (x < 9 ? [255, 0, 0, 255] : PAPER) }), /without gray or colour/],
  [
    'transparent',
    drawLogo({ pixel: (x) => (x < 9 ? INK : [255, 255, 255, 0]) }),
    /must not be transparent/,
  ],
  [
    'nearly opaque',
    drawLogo({ pixel: (x, y) => (x + y === 0 ? [0, 0, 0, 254] : x < 9 ? INK : PAPER) }),
    /must not be transparent/,
  ],
  ['blank', drawLogo({ pixel: () => PAPER }), /blank/],
  ['white on black', drawLogo({ pixel: (x) => (x < 501 ? INK : PAPER) }), /white background/],
  ['nothing', Buffer.alloc(0), /can be read/],
  ['a signature alone', drawLogo().subarray(0, 20), /can be read/],
  ['torn in the middle', drawLogo().subarray(0, 200), /can be read/],
  ['with a wrong checksum', flipped(drawLogo(), 60), /can be read/],
])('a logo that is %s is refused in words for who drew it', (_what, content, words) => {
  expect(problemOf(content)).toMatch(words);
});

/** Risk: a few kilobytes that unpack to gigabytes take the process down. */
test('a bomb is refused by its size, before it is unpacked', () => {
  const began = performance.now();
  const heapBefore = process.memoryUsage().rss;
  const zeros = deflateSync(Buffer.alloc(200_000_000), { level: 9 });
  const grown = process.memoryUsage().rss;
  expect(problemOf(png({ width: 60_000, height: 60_000, data: zeros }))).toMatch(/60000 by 60000/);
  expect(problemOf(png({ width: 1_000, height: 200, data: zeros, interlaced: true }))).toMatch(
    /interlaced/,
  );
  expect(problemOf(png({ width: 1_000, height: 200, data: zeros }))).toBeDefined();
  expect(process.memoryUsage().rss - Math.max(heapBefore, grown)).toBeLessThan(100_000_000);
  expect(performance.now() - began).toBeLessThan(10_000);
});

function flipped(content: Buffer, at: number): Buffer {
  const copy = Buffer.from(content);
  copy.writeUInt8(copy.readUInt8(at) ^ 0xff, at);
  return copy;
}

interface Crafted {
  readonly width: number;
  readonly height: number;
  readonly data: Buffer;
  readonly interlaced?: boolean;
}

/** A PNG whose parts do not fit together, with right checksums. */
function png({ width, height, data, interlaced = false }: Crafted): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 6, 0, 0, interlaced ? 1 : 0], 8);
  const signature = drawLogo().subarray(0, 8);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(name: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}

function crc32(bytes: Buffer): number {
  let crc = -1;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ -1) >>> 0;
}
