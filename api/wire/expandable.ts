import * as z from 'zod';

/** A field that holds an id or, when the caller expands it, one of the named objects. */
export const expandable = (...objects: readonly string[]) =>
  z.union([z.string(), z.looseObject({ id: z.string(), object: z.enum(objects) })]);
