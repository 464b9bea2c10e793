import type { Selectable } from 'kysely';
import type { CardId, EphemeralKeyId } from '../../domain/ids.ts';
import type { Fixed, Optional, Owned } from '../columns.ts';

/** Its times are real ones, whatever clock the account is on. */
export interface EphemeralKeyTable extends Owned {
  id: Fixed<EphemeralKeyId>;
  card_id: Fixed<CardId>;
  secret_hash: Fixed<Buffer>;
  /** The hash of what only the browser knows. */
  nonce: Fixed<string>;
  expires_at: Fixed<Date>;
  used_at: Optional<Date>;
  deleted_at: Optional<Date>;
}
export type EphemeralKeyRow = Selectable<EphemeralKeyTable>;
