import * as z from 'zod';
import type { PurchaseDetailsJson } from '../../../../db/json.ts';
import { amount, boolean, decimal, integer, list, orNull, text, unixTime } from '../../../input.ts';
import { fleetInput, fuelInput } from './fuel-input.ts';

/** A year: nobody checks in for longer. */
const NIGHTS_MAX = 366;
const SEGMENTS_MAX = 20;
/** Every answer that shows the authorization carries all of them. */
const RECEIPT_LINES_MAX = 100;
const AIRPORT_CODE_LENGTH_MAX = 3;
const RECEIPT_DESCRIPTION_LENGTH_MAX = 26;

const segment = z.strictObject({
  arrival_airport_code: orNull(text({ max: AIRPORT_CODE_LENGTH_MAX })),
  carrier: orNull(text()),
  departure_airport_code: orNull(text({ max: AIRPORT_CODE_LENGTH_MAX })),
  flight_number: orNull(text()),
  service_class: orNull(text()),
  stopover_allowed: orNull(boolean()),
});

const receiptLine = z.strictObject({
  description: orNull(text({ max: RECEIPT_DESCRIPTION_LENGTH_MAX })),
  quantity: orNull(decimal()),
  total: orNull(amount()),
  unit_cost: orNull(amount()),
});

/** What a merchant says with a clearing of what he sold. */
export const purchaseDetailsInput = z.strictObject({
  fleet: orNull(fleetInput),
  flight: orNull(
    z.strictObject({
      departure_at: orNull(unixTime()),
      passenger_name: orNull(text()),
      refundable: orNull(boolean()),
      segments: orNull(list(segment, { max: SEGMENTS_MAX })),
      travel_agency: orNull(text()),
    }),
  ),
  fuel: orNull(fuelInput),
  lodging: orNull(
    z.strictObject({
      check_in_at: orNull(unixTime()),
      nights: orNull(integer({ min: 0, max: NIGHTS_MAX })),
    }),
  ),
  receipt: orNull(list(receiptLine, { max: RECEIPT_LINES_MAX })),
  reference: orNull(text()),
});

export function toPurchaseDetails(
  given: z.output<typeof purchaseDetailsInput> | undefined,
): PurchaseDetailsJson | null {
  if (given === undefined) return null;
  const receipt = given.receipt?.map(({ total, unit_cost, ...line }) => ({
    ...line,
    total: total === null ? null : String(total),
    unit_cost: unit_cost === null ? null : String(unit_cost),
  }));
  return { ...given, receipt: receipt ?? null };
}
