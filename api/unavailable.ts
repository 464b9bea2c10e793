import * as z from 'zod';
import { failure } from '../domain/errors.ts';
import { described } from './input.ts';
import { refuse } from './parse-input.ts';

/**
 * A parameter of the wire that a later release understands. It is refused by name: to take it and do
 * nothing would be a card that is not what its creator ordered.
 *
 * @param feature how the message begins: `Physical cards are`.
 */
export const unavailable = (feature: string) =>
  z
    .unknown()
    .transform((_value, ctx) => refuse(ctx, failure('feature_not_available', { feature })))
    .register(described, { description: `${feature} not available yet: it is refused.` })
    .optional();
