import * as z from 'zod';
import type { FleetJson, FuelJson } from '../../db/json.ts';

/** Decimal numbers are text on the wire too. */
export const fuel = z.strictObject({
  industry_product_code: z.string().nullable(),
  quantity_decimal: z.string().nullable(),
  type: z.string().nullable(),
  unit: z.string().nullable(),
  unit_cost_decimal: z.string().nullable(),
});

export const fuelToWire = (said: FuelJson): z.output<typeof fuel> => ({
  industry_product_code: said.industry_product_code,
  quantity_decimal: said.quantity_decimal,
  type: said.type,
  unit: said.unit,
  unit_cost_decimal: said.unit_cost_decimal,
});

const gross = z.strictObject({ gross_amount_decimal: z.string().nullable() });

const prompts = {
  driver_id: z.string().nullable(),
  odometer: z.int().nullable(),
  unspecified_id: z.string().nullable(),
  user_id: z.string().nullable(),
  vehicle_number: z.string().nullable(),
};

const fleetData = {
  purchase_type: z.string().nullable(),
  reported_breakdown: z
    .strictObject({
      fuel: gross.nullable(),
      non_fuel: gross.nullable(),
      tax: z
        .strictObject({
          local_amount_decimal: z.string().nullable(),
          national_amount_decimal: z.string().nullable(),
        })
        .nullable(),
    })
    .nullable(),
  service_type: z.string().nullable(),
};

/** Of an authorization. */
export const fleet = z.strictObject({
  cardholder_prompt_data: z
    .strictObject({ alphanumeric_id: z.string().nullable(), ...prompts })
    .nullable(),
  ...fleetData,
});

/** Of an issuing transaction, which does not know the older name of an id. */
export const clearedFleet = z.strictObject({
  cardholder_prompt_data: z.strictObject(prompts).nullable(),
  ...fleetData,
});

export const clearedFleetToWire = ({
  cardholder_prompt_data: answers,
  purchase_type,
  reported_breakdown: breakdown,
  service_type,
}: FleetJson): z.output<typeof clearedFleet> => ({
  cardholder_prompt_data: answers && {
    driver_id: answers.driver_id,
    odometer: answers.odometer,
    unspecified_id: answers.unspecified_id,
    user_id: answers.user_id,
    vehicle_number: answers.vehicle_number,
  },
  purchase_type,
  reported_breakdown: breakdown && {
    fuel: breakdown.fuel && { gross_amount_decimal: breakdown.fuel.gross_amount_decimal },
    non_fuel: breakdown.non_fuel && {
      gross_amount_decimal: breakdown.non_fuel.gross_amount_decimal,
    },
    tax: breakdown.tax && {
      local_amount_decimal: breakdown.tax.local_amount_decimal,
      national_amount_decimal: breakdown.tax.national_amount_decimal,
    },
  },
  service_type,
});

export function fleetToWire(said: FleetJson): z.output<typeof fleet> {
  const { cardholder_prompt_data, ...cleared } = clearedFleetToWire(said);
  const alphanumeric_id = said.cardholder_prompt_data?.alphanumeric_id ?? null;
  return {
    cardholder_prompt_data: cardholder_prompt_data && {
      alphanumeric_id,
      ...cardholder_prompt_data,
    },
    ...cleared,
  };
}
