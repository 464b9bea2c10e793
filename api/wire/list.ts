import * as z from 'zod';

/** One page of a list, newest first. */
export const listOf = <S extends z.ZodType>(element: S) =>
  z.strictObject({
    object: z.literal('list'),
    data: z.array(element),
    has_more: z.boolean(),
    url: z.string(),
  });
