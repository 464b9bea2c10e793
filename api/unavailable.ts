import * as z from 'zod';
import { failure } from '../domain/errors.ts';
import { boolean, described } from './input.ts';
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

/** A switch that a later release understands. Off is how it stands already, so that may be said. */
export const unavailableSwitch = (feature: string) =>
  boolean()
    .transform((on, ctx) => (on ? refuse(ctx, failure('feature_not_available', { feature })) : on))
    .register(described, {
      type: 'boolean',
      description: `${feature} not available yet: true is refused.`,
    })
    .optional();
