import { createHash, timingSafeEqual } from 'node:crypto';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { cors } from 'hono/cors';
import * as z from 'zod';
import { failure } from '../../../domain/errors.ts';
import type { Keyring } from '../../../infra/crypto/keyring.ts';
import { type Payload, payloadCodec } from '../../../infra/temporal/payload-codec.ts';
import { codecToken, uiOrigins } from '../../../infra/temporal/ui.ts';

interface CodecDeps {
  readonly keyring: Pick<Keyring, 'payloads'>;
  readonly operatorKey: string;
  readonly uiPort: number;
}

const BYTES_MAX = 1_000_000;
/** More than a page of the UI shows; it asks again for the next. */
const PAYLOADS_MAX = 1_000;

/** Payloads as Temporal writes them in JSON: bytes in base64. */
const base64 = z.string().transform((text) => Buffer.from(text, 'base64'));
const request = z.object({
  payloads: z
    .array(
      z.object({
        metadata: z.record(z.string(), base64).default({}),
        data: base64.optional(),
      }),
    )
    .max(PAYLOADS_MAX)
    // The CLI leaves it out when there is nothing to encode.
    .default([]),
});

/**
 * `POST /codec/:token/decode` and `…/encode`, as Temporal's UI and CLI know them: they show what it
 * stores encrypted, and store so what a person sends. For who knows the token, and in a browser for
 * pages of that UI only.
 */
export function codecApp({ keyring, operatorKey, uiPort }: CodecDeps): Hono {
  const codec = payloadCodec(keyring.payloads);
  const expected = digest(codecToken(operatorKey));
  const app = new Hono();
  app.use(cors({ origin: [...uiOrigins(uiPort)], allowMethods: ['POST'], maxAge: 600 }));
  app.use(bodyLimit({ maxSize: BYTES_MAX, onError: tooLarge }));
  for (const way of ['decode', 'encode'] as const)
    app.post(`/:token/${way}`, async (c) => {
      if (!timingSafeEqual(digest(c.req.param('token')), expected))
        throw failure('api_key_invalid', { problem: 'This is not the address of the codec.' });
      const payloads = await codec[way](parse(await c.req.text())).catch(unreadable);
      return c.json({ payloads: payloads.map(toJson) });
    });
  return app;
}

function parse(text: string): Payload[] {
  const { success, data } = z.string().transform(toValue).pipe(request).safeParse(text);
  if (!success) throw failure('body_malformed', { problem: 'Send at most 1000 payloads in JSON.' });
  return data.payloads.map(({ metadata, data: bytes }) => ({ metadata, data: bytes ?? null }));
}

function toValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function unreadable(cause: unknown): never {
  const problem = 'A payload was encrypted by another installation, or was altered.';
  throw failure('parameter_invalid', { problem }, { param: 'payloads', cause });
}

function tooLarge(): never {
  throw failure('request_too_large', { bytesMax: BYTES_MAX });
}

const toJson = ({ metadata, data }: Payload) => ({
  metadata: Object.fromEntries(
    Object.entries(metadata ?? {}).map(([name, bytes]) => [name, toBase64(bytes)]),
  ),
  data: toBase64(data ?? new Uint8Array()),
});

const toBase64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/** Of one length whatever the text, as the comparison needs it. */
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
