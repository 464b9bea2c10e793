import type { CardholderStatus, Requirement } from '../cardholder/cardholder.ts';
import { failure } from '../errors.ts';
import type { CardholderId } from '../ids.ts';

interface Holder {
  readonly id: CardholderId;
  readonly status: CardholderStatus;
  readonly pastDue: readonly Requirement[];
}

/**
 * Makes sure that a card of this cardholder may be active. A screening that still runs does not stop
 * it: authorizations decline until it clears (contract §2.1).
 *
 * @throws `status_transition_invalid`, naming what is missing.
 */
export function checkActivation({ id, status, pastDue }: Holder): void {
  const refuse = (why: string) =>
    failure(
      'status_transition_invalid',
      { problem: `This card cannot be active: its cardholder ${id} ${why}.` },
      { param: 'status' },
    );
  if (status === 'blocked') throw refuse('is blocked');
  if (pastDue.length > 0) throw refuse(`still needs ${pastDue.join(', ')}`);
}
