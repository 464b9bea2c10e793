import * as z from 'zod';
import { failure } from '../domain/errors.ts';
import { type Metadata, METADATA_VALUE_LENGTH_MAX, metadataProblem } from '../domain/metadata.ts';
import { described } from './input.ts';
import { refuse } from './parse-input.ts';

/** `metadata[order]=17`, a hash of texts; `metadata=` clears it. */
export const metadata = () =>
  z
    .unknown()
    .transform((raw, ctx): Metadata | null => {
      if (raw === '') return null;
      if (typeof raw !== 'object' || raw === null)
        return refuse(ctx, failure('parameter_invalid', { problem: 'Metadata must be a hash.' }));
      // `metadata[0]=x` reads as a list; its elements are keys all the same.
      const entries = Object.entries(raw).map(([key, value]: readonly [string, unknown]) => {
        const problem = metadataProblem(key, value);
        if (problem !== undefined) refuse(ctx, failure('parameter_invalid', { problem }), [key]);
        return [key, String(value)] as const;
      });
      return Object.fromEntries(entries);
    })
    .register(described, {
      anyOf: [
        {
          type: 'object',
          additionalProperties: { type: 'string', maxLength: METADATA_VALUE_LENGTH_MAX },
        },
        { type: 'string', const: '' },
      ],
    });
