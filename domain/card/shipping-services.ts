/**
 * How long a card is under way, and with whom, as data: by where it is printed, by service, and by whether
 * it stays in the country. The American rows are published (contract §2.2, annex C); the others follow them.
 */
import { addBusinessDays, calendarOf } from '../calendar/bank-calendar.ts';
import { nextCutoff, type Cutoff } from '../calendar/cutoff.ts';
import { civilDateAt, instantOf } from '../calendar/zone.ts';
import { regionOf } from '../region/regions.ts';
import type { Currency } from '../money.ts';
import type { Carrier, ShippingService } from './shipping.ts';

interface Leg {
  readonly carrier: Carrier;
  /** Nobody is told where it is: it may be lost without anybody knowing. */
  readonly isTracked: boolean;
  /** In business days. */
  readonly days: { readonly min: number; readonly max: number };
}

type Services = Readonly<Record<ShippingService, { readonly home: Leg; readonly abroad: Leg }>>;

const untracked = (carrier: Carrier, min: number, max: number): Leg => ({
  carrier,
  isTracked: false,
  days: { min, max },
});
const tracked = (carrier: Carrier, min: number, max: number): Leg => ({
  carrier,
  isTracked: true,
  days: { min, max },
});

/** By the currency of the program, which is its region. Home is the region. */
const SERVICES: Readonly<Record<Currency, Services>> = {
  usd: {
    standard: { home: untracked('usps', 5, 8), abroad: untracked('usps', 8, 12) },
    express: { home: tracked('fedex', 4, 5), abroad: tracked('dhl', 4, 9) },
    priority: { home: tracked('fedex', 2, 3), abroad: tracked('dhl', 3, 6) },
  },
  gbp: {
    standard: { home: untracked('royal_mail', 5, 8), abroad: untracked('royal_mail', 8, 12) },
    express: { home: tracked('dhl', 4, 5), abroad: tracked('dhl', 4, 9) },
    priority: { home: tracked('dhl', 2, 3), abroad: tracked('dhl', 3, 6) },
  },
  eur: {
    standard: { home: untracked('correos', 5, 8), abroad: untracked('correos', 8, 12) },
    express: { home: tracked('dhl', 4, 5), abroad: tracked('dhl', 4, 9) },
    priority: { home: tracked('dhl', 2, 3), abroad: tracked('dhl', 3, 6) },
  },
};

export interface Route {
  /** Of the account: where its cards are printed. */
  readonly accountCountry: string;
  readonly country: string;
  readonly service: ShippingService;
}

/** Who brings it, and how fast. */
export function legOf({ accountCountry, country, service }: Route): Leg {
  const { currency, countries } = regionOf(accountCountry);
  return SERVICES[currency][service][countries.includes(country) ? 'home' : 'abroad'];
}

/** The batch of the day leaves for the printer, every day (contract §2.2). */
const BUREAU_CUTOFF: Cutoff = { time: '06:00', zone: 'UTC' };

/** Unix seconds: when a card that is ready now is submitted. */
export const nextBatchAt = (now: number): number => nextCutoff(BUREAU_CUTOFF, now).at;

/** The carriers' working day is over. */
const EVENING = '18:00';

/** Unix seconds: the evening of the last day on which a card that is shipped now should arrive. */
export const etaOf = (route: Route, shippedAt: number): number =>
  eveningAfter(route, shippedAt, legOf(route).days.max);

/** A card in the untracked mail that has not arrived so many business days after its estimate is lost. */
const LOST_AFTER_BUSINESS_DAYS = 10;

/** Unix seconds: when it counts as lost. Absent: its carrier knows where it is. */
export const lostAt = (route: Route, eta: number): number | undefined =>
  legOf(route).isTracked ? undefined : eveningAfter(route, eta, LOST_AFTER_BUSINESS_DAYS);

function eveningAfter({ accountCountry }: Route, at: number, businessDays: number): number {
  const calendar = calendarOf(regionOf(accountCountry).currency);
  return instantOf(addBusinessDays(calendar, civilDateAt(at, 'UTC'), businessDays), EVENING, 'UTC');
}
