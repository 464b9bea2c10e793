import * as z from 'zod';
import type { FlightJson, FuelJson, PurchaseDetailsJson, ReceiptLineJson } from '../../db/json.ts';
import { toWireAmount } from './amount.ts';
import { clearedFleet, clearedFleetToWire, fuel, fuelToWire } from './fuel-and-fleet.ts';

const flight = z.strictObject({
  departure_at: z.int().nullable(),
  passenger_name: z.string().nullable(),
  refundable: z.boolean().nullable(),
  segments: z
    .array(
      z.strictObject({
        arrival_airport_code: z.string().nullable(),
        carrier: z.string().nullable(),
        departure_airport_code: z.string().nullable(),
        flight_number: z.string().nullable(),
        service_class: z.string().nullable(),
        stopover_allowed: z.boolean().nullable(),
      }),
    )
    .nullable(),
  travel_agency: z.string().nullable(),
});

const receiptLine = z.strictObject({
  description: z.string().nullable(),
  quantity: z.number().nullable(),
  total: z.int().nullable(),
  unit_cost: z.int().nullable(),
});

/** What was sold, as the merchant says with a clearing. */
export const purchaseDetails = z.strictObject({
  fleet: clearedFleet.nullable(),
  flight: flight.nullable(),
  /** Unlike that of an authorization, it always says what and how much. */
  fuel: fuel
    .extend({ type: z.string(), unit: z.string(), unit_cost_decimal: z.string() })
    .nullable(),
  lodging: z
    .strictObject({ check_in_at: z.int().nullable(), nights: z.int().nullable() })
    .nullable(),
  receipt: z.array(receiptLine).nullable(),
  reference: z.string().nullable(),
});
type PurchaseDetails = z.output<typeof purchaseDetails>;

export const purchaseDetailsToWire = (said: PurchaseDetailsJson): PurchaseDetails => ({
  fleet: said.fleet && clearedFleetToWire(said.fleet),
  flight: said.flight && flightToWire(said.flight),
  fuel: said.fuel && clearedFuelToWire(said.fuel),
  lodging: said.lodging && {
    check_in_at: said.lodging.check_in_at,
    nights: said.lodging.nights,
  },
  receipt: said.receipt && said.receipt.map(receiptLineToWire),
  reference: said.reference,
});

const clearedFuelToWire = (said: FuelJson) => ({
  ...fuelToWire(said),
  type: said.type ?? 'other',
  unit: said.unit ?? 'other',
  unit_cost_decimal: said.unit_cost_decimal ?? '0',
});

const flightToWire = (said: FlightJson): PurchaseDetails['flight'] => ({
  departure_at: said.departure_at,
  passenger_name: said.passenger_name,
  refundable: said.refundable,
  segments:
    said.segments &&
    said.segments.map((segment) => ({
      arrival_airport_code: segment.arrival_airport_code,
      carrier: segment.carrier,
      departure_airport_code: segment.departure_airport_code,
      flight_number: segment.flight_number,
      service_class: segment.service_class,
      stopover_allowed: segment.stopover_allowed,
    })),
  travel_agency: said.travel_agency,
});

const receiptLineToWire = (line: ReceiptLineJson): z.output<typeof receiptLine> => ({
  description: line.description,
  quantity: line.quantity === null ? null : Number(line.quantity),
  total: line.total === null ? null : toWireAmount(BigInt(line.total)),
  unit_cost: line.unit_cost === null ? null : toWireAmount(BigInt(line.unit_cost)),
});
