import { insertCard } from '../db/cards/insert.ts';
import type { IssuingCardRow } from '../db/database.ts';
import type { UnitOfWork } from '../db/unit-of-work.ts';
import { invariant } from '../domain/invariant.ts';
import type { Keyring } from '../infra/crypto/keyring.ts';
import type { Unnumbered } from './insert-numbered.ts';
import { openNumber, sealNumber } from './secrets.ts';

/** Writes a card with the number of another one, which bears it until the new card is activated. */
export async function insertWithNumberOf(
  work: UnitOfWork,
  original: IssuingCardRow,
  { card, keyring }: { readonly card: Unnumbered; readonly keyring: Keyring },
): Promise<IssuingCardRow> {
  const written = await insertCard(work, {
    ...card,
    bears_number: false,
    last4: original.last4,
    number_hash: original.number_hash,
    number_sealed: sealNumber(work, card.id, openNumber(keyring, original)),
  });
  invariant(written, `the expiry of ${card.id} is new for its number`);
  return written;
}
