import { Hono } from 'hono';
import * as z from 'zod';
import { failure } from '../../domain/errors.ts';
import { toPem } from '../../infra/crypto/jwe.ts';
import { publishedKey } from '../../issuance/pin-encryption-keys.ts';
import { credentialOf } from '../authenticate.ts';
import { readInput } from '../body.ts';
import { list } from '../input.ts';
import type { AppEnv } from '../observe.ts';
import type { ApiDeps } from '../operation.ts';
import { parseInput } from '../parse-input.ts';
import { versionNamed } from '../versions.ts';
import { encryptionKeyToWire } from '../wire/pin-encryption-key.ts';
import { REVEALABLE, revealCard } from './card-secrets.ts';
import { ASSET_HEADERS, revealHeaders } from './headers.ts';
import { REVEAL_ASSETS, REVEAL_PAGE } from './page.ts';

const input = z.strictObject({ expand: list(z.enum(REVEALABLE), { max: REVEALABLE.length }) });

interface RevealOptions {
  /** Of the sites that may show the page in a frame. */
  readonly origins: readonly string[];
}

/** What a cardholder's browser asks for, without any key of the account. */
export function revealApp(deps: ApiDeps, { origins }: RevealOptions): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  const headers = revealHeaders(origins);
  app.get('/reveal', (c) => c.body(REVEAL_PAGE, 200, headers));
  app.get('/reveal/:name', (c) => {
    const { type, content } = assetOf(c.req.param('name'), c.req.path);
    return c.body(content, 200, { ...ASSET_HEADERS, 'Content-Type': type });
  });
  app.get('/v1/keys', async (c) => {
    // Encrypted in the browser of a cardholder, whatever site he is on; and a rotation is seen at once.
    c.header('Access-Control-Allow-Origin', '*');
    c.header('Cache-Control', 'no-store');
    const key = await publishedKey(deps);
    return c.json(encryptionKeyToWire(key, await toPem(key.public_jwk)));
  });
  // With a key of the account the same address is an operation like any other.
  app.get('/v1/issuing/cards/:card', async (c, next) => {
    const secret = credentialOf(c.req.header('Authorization'));
    if (secret === undefined || !EPHEMERAL.test(secret)) return next();
    const version = c.req.header('Stripe-Version');
    if (version !== undefined) c.header('Stripe-Version', versionNamed(version));
    c.header('Cache-Control', 'no-store');
    const { expand } = parseInput(input, await readInput(c.req.raw));
    const { scope, card } = await revealCard(deps, {
      secret,
      privateNonce: c.req.header('Ephemeral-Key-Nonce'),
      card: c.req.param('card'),
      fields: [...new Set(expand)],
      requestId: c.var.requestId,
    });
    c.set('scope', scope);
    return c.json(card);
  });
  return app;
}

const EPHEMERAL = /^ek_(test|live)_[A-Za-z0-9]{1,200}$/;

function assetOf(name: string, path: string) {
  const asset = Object.hasOwn(REVEAL_ASSETS, name) ? REVEAL_ASSETS[name] : undefined;
  if (asset) return asset;
  throw failure('route_unknown', { method: 'GET', path });
}
