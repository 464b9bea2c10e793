import { expect, test } from 'vitest';
import { readBytes } from '../../../api/body.ts';

const requestOf = (body: ReadableStream): Request =>
  new Request('http://localhost/', { method: 'POST', body, duplex: 'half' });

const bodyOf = (size: number): ReadableStream => new Blob([new Uint8Array(size)]).stream();

/** Risk: who drips holds a connection, and all that he has sent, for ever. */
test('who does not get to the end in time is told so', async () => {
  const silent = new ReadableStream({
    start: (controller) => controller.enqueue(Buffer.from('a')),
  });
  const reading = readBytes(requestOf(silent), { bytesMax: 10, secondsMax: 0.02 });
  await expect(reading).rejects.toMatchObject({ code: 'request_timeout' });
});

test('exactly as much as there is room for is taken, and one byte more is not', async () => {
  const bound = { bytesMax: 1_000, secondsMax: 5 };
  expect(await readBytes(requestOf(bodyOf(1_000)), bound)).toHaveLength(1_000);
  await expect(readBytes(requestOf(bodyOf(1_001)), bound)).rejects.toMatchObject({
    code: 'request_too_large',
  });
});
