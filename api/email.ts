import * as z from 'zod';
import { failure } from '../domain/errors.ts';
import { text } from './input.ts';
import { refuse } from './parse-input.ts';

/** RFC 5321 lets no mailbox be longer. */
const EMAIL_LENGTH_MAX = 254;

const mailbox = z.email();

export const email = () =>
  text({ max: EMAIL_LENGTH_MAX }).transform((address, ctx) =>
    mailbox.safeParse(address).success
      ? address
      : refuse(ctx, failure('email_invalid', { example: 'jenny.rosen@example.com' })),
  );
