/** The words on the letter around a card, as columns have them. Null: that place stays empty. */
export interface CarrierText {
  readonly header_title: string | null;
  readonly header_body: string | null;
  readonly footer_title: string | null;
  readonly footer_body: string | null;
}

export const CARRIER_LINES = [
  'header_title',
  'header_body',
  'footer_title',
  'footer_body',
] as const satisfies readonly (keyof CarrierText)[];

/** As Stripe bounds them. */
export const CARRIER_TITLE_LENGTH_MAX = 30;
export const CARRIER_BODY_LENGTH_MAX = 200;

/** What the letter's fonts have: Latin letters, digits, spaces and common marks. It has no line ends of its own. */
const PRINTABLE = /^[\p{Script=Latin}0-9 .,:;!?'’‘"“”„«»()&@#%*+=/–—_$€£©®™…-]*$/u;
export const PRINTABLE_CHARACTERS =
  'Latin letters, digits, spaces and . , : ; ! ? \' " ( ) & @ # % * + = / - _ $ € £ © ® ™';

/** Which of the lines cannot be printed. */
export const unprintable = (text: CarrierText): keyof CarrierText | undefined =>
  CARRIER_LINES.find((line) => {
    const words = text[line]?.normalize('NFC') ?? '';
    return !PRINTABLE.test(words) || (words !== '' && words.trim() === '');
  });

export const isEmpty = (text: CarrierText): boolean =>
  Object.values(text).every((line) => line === null);
