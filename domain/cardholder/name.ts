import { failure } from '../errors.ts';

/** What fits on a card. */
const NAME_LENGTH_MAX = 24;

/** The name is embossed: letters of the Latin script, and the marks that names of people and firms have. */
const EMBOSSED = /^[\p{Script=Latin}\p{M} /&:().'’,-]+$/u;
const LEGAL = /^[\p{Script=Latin}\p{M} .,'’-]+$/u;
const LETTER = /\p{Script=Latin}/u;

/** The name that stands on the card. @throws `parameter_invalid` or `invalid_characters`. */
export function checkCardholderName(name: string, param: string): void {
  if (name.length > NAME_LENGTH_MAX)
    throw failure(
      'parameter_invalid',
      {
        problem: `The name must have at most ${NAME_LENGTH_MAX} characters: it stands on the card.`,
      },
      { param },
    );
  const allowed = `Latin letters, spaces and / - & : ( ) . , '`;
  if (!EMBOSSED.test(name) || !LETTER.test(name))
    throw failure('invalid_characters', { allowed }, { param });
}

/** A first or last name, as in the identity document. @throws `invalid_characters`. */
export function checkLegalName(name: string, param: string): void {
  const allowed = `Latin letters, spaces and . , - '`;
  if (!LEGAL.test(name) || !LETTER.test(name))
    throw failure('invalid_characters', { allowed }, { param });
}
