import * as z from 'zod';
import {
  FLEET_PURCHASE_TYPES,
  FLEET_SERVICE_TYPES,
  FUEL_TYPES,
  FUEL_UNITS,
} from '../../../../domain/merchant/fuel-and-fleet.ts';
import { decimal, integer, orNull, text } from '../../../input.ts';

/** The fuel of a purchase, in the shape in which it is kept. */
export const fuelInput = z.strictObject({
  industry_product_code: orNull(text()),
  quantity_decimal: orNull(decimal()),
  type: orNull(z.enum(FUEL_TYPES)),
  unit: orNull(z.enum(FUEL_UNITS)),
  unit_cost_decimal: orNull(decimal()),
});

/** More than any vehicle has driven; it keeps the number a safe integer. */
const ODOMETER_MAX = 99_999_999;

const gross = z.strictObject({ gross_amount_decimal: orNull(decimal()) });

/** What a fleet card was asked at the pump, and what it bought there. */
export const fleetInput = z.strictObject({
  cardholder_prompt_data: orNull(
    z
      .strictObject({
        driver_id: orNull(text()),
        odometer: orNull(integer({ min: 0, max: ODOMETER_MAX })),
        unspecified_id: orNull(text()),
        user_id: orNull(text()),
        vehicle_number: orNull(text()),
      })
      // The older name of `unspecified_id`: it is told and cannot be given any more.
      .transform((given) => ({ ...given, alphanumeric_id: null })),
  ),
  purchase_type: orNull(z.enum(FLEET_PURCHASE_TYPES)),
  reported_breakdown: orNull(
    z.strictObject({
      fuel: orNull(gross),
      non_fuel: orNull(gross),
      tax: orNull(
        z.strictObject({
          local_amount_decimal: orNull(decimal()),
          national_amount_decimal: orNull(decimal()),
        }),
      ),
    }),
  ),
  service_type: orNull(z.enum(FLEET_SERVICE_TYPES)),
});
