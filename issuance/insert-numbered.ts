import { insertCard } from '../db/cards/insert.ts';
import type { IssuingCardRow, NewIssuingCard } from '../db/database.ts';
import type { UnitOfWork } from '../db/unit-of-work.ts';
import { type Draw, drawCvc, drawPan, last4Of } from '../domain/card/pan.ts';
import { failure } from '../domain/errors.ts';
import type { Keyring } from '../infra/crypto/keyring.ts';
import { randomBelow } from '../infra/random.ts';
import { cvcPlace, numberPlace } from './secrets.ts';

type Unnumbered = Omit<NewIssuingCard, 'cvc_sealed' | 'last4' | 'number_hash' | 'number_sealed'>;

interface Press {
  readonly keyring: Keyring;
  readonly draw?: Draw;
}

/** A range has a thousand million numbers: when five in a row are taken, the range is full. */
const ATTEMPTS_MAX = 5;

/** Gives the card a number that no card has, and a CVC, and writes it. */
export async function insertNumbered(
  work: UnitOfWork,
  card: Unnumbered,
  { keyring, draw = randomBelow }: Press,
): Promise<IssuingCardRow> {
  const cvc_sealed = work.seal(cvcPlace(card.id), drawCvc(draw).expose());
  for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt++) {
    const number = drawPan(card.brand, draw);
    const written = await insertCard(work, {
      ...card,
      cvc_sealed,
      last4: last4Of(number),
      number_hash: keyring.fingerprint('card_number', number.expose()),
      number_sealed: work.seal(numberPlace(card.id), number.expose()),
    });
    if (written) return written;
  }
  throw failure('service_unavailable', { problem: 'No free card number was found. Try again.' });
}
