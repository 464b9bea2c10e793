import type { Selectable } from 'kysely';
import type { PinEncryptionKeyId } from '../../domain/ids.ts';
import type { Fixed, Json, Optional } from '../columns.ts';

/** Of the installation, and of no account. */
export interface PinEncryptionKeyTable {
  id: Fixed<PinEncryptionKeyId>;
  public_jwk: Json<RsaPublicJwk>;
  private_sealed: Fixed<Buffer>;
  created_at: Fixed<Date>;
  /** Null: the one that is published. */
  expires_at: Optional<Date>;
}
export type PinEncryptionKeyRow = Selectable<PinEncryptionKeyTable>;

/** A public key as the document of RFC 7517 that publishes it. */
export interface RsaPublicJwk {
  readonly kty: 'RSA';
  readonly n: string;
  readonly e: string;
}
