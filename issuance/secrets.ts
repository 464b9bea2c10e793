import type { IssuingCardRow } from '../db/database.ts';
import type { UnitOfWork } from '../db/unit-of-work.ts';
import { cvc, type Cvc, pan, type Pan } from '../domain/card/pan.ts';
import { pin, type Pin } from '../domain/card/pin.ts';
import type { CardId } from '../domain/ids.ts';
import type { Keyring } from '../infra/crypto/keyring.ts';
import { unseal } from '../infra/crypto/seal.ts';

type Seals = Pick<UnitOfWork, 'seal'>;

/** What each is sealed for: copied to another card it does not open. */
const numberPlace = (card: CardId): string => `issuing_card.number:${card}`;
const cvcPlace = (card: CardId): string => `issuing_card.cvc:${card}`;
const pinPlace = (card: CardId): string => `issuing_card.pin:${card}`;

export const sealNumber = ({ seal }: Seals, card: CardId, number: Pan): Buffer =>
  seal(numberPlace(card), number.expose());

export const sealCvc = ({ seal }: Seals, card: CardId, code: Cvc): Buffer =>
  seal(cvcPlace(card), code.expose());

export const sealPin = ({ seal }: Seals, card: CardId, secret: Pin): Buffer =>
  seal(pinPlace(card), secret.expose());

export const openNumber = (keyring: Keyring, { id, number_sealed }: IssuingCardRow): Pan =>
  pan(unseal(keyring, numberPlace(id), number_sealed));

export const openCvc = (keyring: Keyring, { id, cvc_sealed }: IssuingCardRow): Cvc =>
  cvc(unseal(keyring, cvcPlace(id), cvc_sealed));

/** `undefined` for a card from before there were PINs, until one is set. */
export const openPin = (keyring: Keyring, { id, pin_sealed }: IssuingCardRow): Pin | undefined =>
  pin_sealed === null ? undefined : pin(unseal(keyring, pinPlace(id), pin_sealed));
