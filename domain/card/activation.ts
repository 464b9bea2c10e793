import type { CardholderStatus } from '../cardholder/cardholder.ts';
import { type KnownOfCardholder, requirementsOf } from '../cardholder/requirements.ts';
import { failure } from '../errors.ts';
import type { CardholderId } from '../ids.ts';

interface Holder extends KnownOfCardholder {
  readonly id: CardholderId;
  readonly status: CardholderStatus;
}

/**
 * Makes sure that a card of this cardholder may be active. A screening that still runs does not stop
 * it: authorizations decline until it clears (contract §2.1).
 *
 * @throws `status_transition_invalid`, naming what is missing.
 */
export function checkActivation(holder: Holder): void {
  const { pastDue } = requirementsOf(holder);
  if (holder.status === 'blocked') throw refused(holder, 'is blocked');
  if (pastDue.length > 0) throw refused(holder, `still needs ${pastDue.join(', ')}`);
}

const refused = ({ id }: Holder, why: string) =>
  failure(
    'status_transition_invalid',
    { problem: `This card cannot be active: its cardholder ${id} ${why}.` },
    { param: 'status' },
  );
