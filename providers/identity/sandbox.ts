import { failure } from '../../domain/errors.ts';
import type { Scope } from '../../domain/scope.ts';
import type { IdentityScreening, SenderScreening } from './port.ts';

/** The birth date that is on every list, as in Stripe's test mode. */
const LISTED_DATE_OF_BIRTH = '1900-01-01';

/** The sender that is on every list, however his bank writes him. */
const LISTED_SENDER = 'sanctioned sender';

/** Decides by the birth date, or the sender's name, alone. It answers for nobody in live mode: there it would let everyone pass. */
export const sandboxIdentity: IdentityScreening & SenderScreening = {
  async screen({ scope, person }) {
    refuseLive(scope);
    return person.dateOfBirth === LISTED_DATE_OF_BIRTH ? 'match' : 'pass';
  },
  async screenSender({ scope, name }) {
    refuseLive(scope);
    return name.trim().toLowerCase() === LISTED_SENDER ? 'match' : 'pass';
  },
};

function refuseLive({ livemode }: Scope): void {
  const problem = 'No identity provider is configured for live mode.';
  if (livemode) throw failure('service_unavailable', { problem });
}
