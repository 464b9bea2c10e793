import type { CardFulfillmentDeps } from '../../activities/card-fulfillment/deps.ts';
import { sandboxAddressValidation } from '../../providers/address-validation/sandbox.ts';
import { sandboxCardBureau } from '../../providers/card-bureau/sandbox.ts';

/** For workers of tests: the sandbox knows all addresses and prints all cards. */
export const SANDBOX_CARD_MAKING: Pick<CardFulfillmentDeps, 'addressValidation' | 'cardBureau'> = {
  addressValidation: sandboxAddressValidation,
  cardBureau: sandboxCardBureau,
};
