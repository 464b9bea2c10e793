import type { Readable } from 'node:stream';

/** The text of an answer; `undefined` when it has more bytes than allowed, and the rest is not read. */
export async function readBounded(stream: Readable, bytesMax: number): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    const part = Buffer.from(chunk);
    bytes += part.length;
    // Leaving the loop destroys the stream, and with it the connection.
    if (bytes > bytesMax) return undefined;
    chunks.push(part);
  }
  return Buffer.concat(chunks).toString('utf8');
}
