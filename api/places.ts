import { iso31661 } from 'iso-3166';
import * as z from 'zod';
import { failure } from '../domain/errors.ts';
import { refuse } from './parse-input.ts';

const COUNTRIES: ReadonlySet<string> = new Set(
  iso31661.filter(({ state }) => state === 'assigned').map(({ alpha2 }) => alpha2),
);

/** An ISO 3166 country, in capitals as on the wire. */
export const country = () =>
  z.string().transform((code, ctx) =>
    COUNTRIES.has(code)
      ? code
      : refuse(
          ctx,
          failure('parameter_invalid', {
            problem: 'Must be an ISO 3166 country code such as US.',
          }),
        ),
  );
