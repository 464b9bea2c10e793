import type { IssuingCardRow } from '../db/database.ts';
import { cvc, type Cvc, pan, type Pan } from '../domain/card/pan.ts';
import type { CardId } from '../domain/ids.ts';
import type { Keyring } from '../infra/crypto/keyring.ts';
import { unseal } from '../infra/crypto/seal.ts';

/** What each is sealed for: copied to another card it does not open. */
export const numberPlace = (card: CardId): string => `issuing_card.number:${card}`;
export const cvcPlace = (card: CardId): string => `issuing_card.cvc:${card}`;

export const openNumber = (keyring: Keyring, { id, number_sealed }: IssuingCardRow): Pan =>
  pan(unseal(keyring, numberPlace(id), number_sealed));

export const openCvc = (keyring: Keyring, { id, cvc_sealed }: IssuingCardRow): Cvc =>
  cvc(unseal(keyring, cvcPlace(id), cvc_sealed));
