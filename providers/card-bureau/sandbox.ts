import { createHash } from 'node:crypto';
import { failure } from '../../domain/errors.ts';
import type { Carrier } from '../../domain/card/shipping.ts';
import type { Scope } from '../../domain/scope.ts';
import type { CardBureau } from './port.ts';

/** Second lines by which a test chooses what happens; every other card is made. */
const MISPRINT = 'MISPRINT';
const SILENCE = 'UNANSWERED';

/** How many digits a carrier's tracking number has, and what it begins with. */
const NUMBERS: Readonly<Record<Carrier, { readonly prefix: string; readonly digits: number }>> = {
  correos: { prefix: 'PQ', digits: 16 },
  dhl: { prefix: '', digits: 10 },
  fedex: { prefix: '', digits: 12 },
  royal_mail: { prefix: 'RM', digits: 9 },
  usps: { prefix: '94', digits: 20 },
};

/** Makes nothing: it answers by what is printed. Live cards it refuses, as a printer without plastic would. */
export const sandboxCardBureau: CardBureau = {
  async order({ scope, card }) {
    refuseLive(scope);
    if (card.secondLine === SILENCE) throw silent('The card bureau does not answer.');
    return card.secondLine === MISPRINT ? 'rejected' : 'accepted';
  },
  async track({ scope, parcelId, carrier }) {
    refuseLive(scope);
    const { prefix, digits } = NUMBERS[carrier];
    const number = BigInt(`0x${createHash('sha256').update(parcelId).digest('hex')}`);
    return prefix + String(number).slice(-digits);
  },
};

function refuseLive({ livemode }: Scope): void {
  if (livemode) throw silent('No card bureau is configured for live mode.');
}

const silent = (problem: string) => failure('service_unavailable', { problem });
