import { failure } from '../errors.ts';

/** An employer identification number: nine digits, often written 12-3456789. */
const EIN = /^\d{2}-?\d{7}$/;

/** Elsewhere the number of a company has letters too, and its check differs by country. */
const ANYWHERE = /^[A-Z0-9][A-Z0-9 ./-]{3,29}$/i;

/** @throws `parameter_invalid`. The message does not repeat the number. */
export function checkTaxId(taxId: string, country: string, param: string): void {
  const [shape, problem] =
    country === 'US'
      ? [EIN, 'The tax id must be an EIN of nine digits, such as 12-3456789.']
      : [ANYWHERE, 'The tax id must have 4 to 30 letters and digits.'];
  if (!shape.test(taxId)) throw failure('parameter_invalid', { problem }, { param });
}
