/**
 * What our answers have beyond the types of the official SDK, by the `object` they stand in; a nested
 * field by its path, such as `spending_controls.note`. A reader of this file knows every place where
 * the wire is ours and not Stripe's; anything else that is extra fails the test that received it.
 */
export const EXTENSION_FIELDS: Readonly<Record<string, readonly string[]>> = {};

/** Objects that only we have, by their `object`. Their fields are held by their own schema. */
export const EXTENSION_OBJECTS: readonly string[] = [];

/** The numbers of the wire that may have a fraction. All others are integers that a double holds exactly. */
export const FRACTIONAL_FIELDS: readonly string[] = ['exchange_rate', 'quantity'];
