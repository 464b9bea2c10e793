import { metadata } from '../../../metadata.ts';
import { cardControls } from '../../../spending-controls.ts';
import { unavailable } from '../../../unavailable.ts';

/** What creation and update take alike. */
export const changeable = {
  metadata: metadata().optional(),
  spending_controls: cardControls(),
};

/** What creation and update will take alike, once there is what it is about. */
export const notYet = {
  financial_account: unavailable('Financial accounts are'),
  personalization_design: unavailable('Personalization designs are'),
  pin: unavailable('PINs are'),
  shipping: unavailable('Shipments are'),
};
