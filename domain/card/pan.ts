import { Secret } from '../secret.ts';

/** A card number. The mask is constant: what masks a part of its input fails open on odd input. */
export type Pan = Secret<string>;
export const pan = (digits: string): Pan => new Secret(digits, '[pan]');

/** The three digits on the back. */
export type Cvc = Secret<string>;
export const cvc = (digits: string): Cvc => new Secret(digits, '[cvc]');
