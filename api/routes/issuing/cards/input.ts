import { text } from '../../../input.ts';
import { metadata } from '../../../metadata.ts';
import { cardControls } from '../../../spending-controls.ts';
import { unavailable } from '../../../unavailable.ts';
import { pinInput } from './pin.ts';
import { shippingInput } from './shipping-input.ts';

/** What creation and update take alike. */
export const changeable = {
  metadata: metadata().optional(),
  personalization_design: text().optional(),
  pin: pinInput.optional(),
  shipping: shippingInput.optional(),
  spending_controls: cardControls(),
};

/** What creation and update will take alike, once there is what it is about. */
export const notYet = {
  financial_account: unavailable('Financial accounts are'),
};
