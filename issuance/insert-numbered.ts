import { insertCard } from '../db/cards/insert.ts';
import type { IssuingCardRow, NewIssuingCard } from '../db/database.ts';
import type { UnitOfWork } from '../db/unit-of-work.ts';
import { type Draw, drawPan, last4Of } from '../domain/card/pan.ts';
import { failure } from '../domain/errors.ts';
import type { Keyring } from '../infra/crypto/keyring.ts';
import { randomBelow } from '../infra/random.ts';
import { sealNumber } from './secrets.ts';

export type Unnumbered = Omit<
  NewIssuingCard,
  'bears_number' | 'last4' | 'number_hash' | 'number_sealed'
>;

interface Numbering {
  readonly keyring: Keyring;
  readonly draw?: Draw;
}

/** A range has a thousand million numbers: when five in a row are taken, the range is full. */
const ATTEMPTS_MAX = 5;

/** Gives the card a number that no card has, and writes it. */
export async function insertNumbered(
  work: UnitOfWork,
  card: Unnumbered,
  { keyring, draw = randomBelow }: Numbering,
): Promise<IssuingCardRow> {
  for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt++) {
    const number = drawPan(card.brand, draw);
    const written = await insertCard(work, {
      ...card,
      last4: last4Of(number),
      number_hash: keyring.fingerprint('card_number', number.expose()),
      number_sealed: sealNumber(work, card.id, number),
    });
    if (written) return written;
  }
  throw failure('service_unavailable', { problem: 'No free card number was found. Try again.' });
}
