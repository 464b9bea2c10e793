/**
 * How long an approval holds its funds (contract §2.3, Annex C). Two policies as data: the issuer's own,
 * which is the one that applies, and what the networks promise a merchant. They differ: a merchant may
 * still capture what has lapsed here, as long as his network lets him, and that posts like any capture.
 */
import type { CardBrand } from '../card/card.ts';

export interface Held {
  readonly category: string;
  readonly brand: CardBrand;
  readonly cardPresent: boolean;
}

type Validity = (held: Held) => number;

/** Who takes long to know the price: beds, flights and cars. The published rule names no codes: these are ours. */
const LODGING_AND_VEHICLES: ReadonlySet<string> = new Set([
  'car_rental_agencies',
  'hotels_motels_and_resorts',
  'recreational_vehicle_rentals',
  'timeshares',
  'trailer_parks_campgrounds',
]);
const ESTIMATED_STAYS: ReadonlySet<string> = new Set([...LODGING_AND_VEHICLES, 'cruise_lines']);

/** Days from the approval. An increment does not extend them. */
export const VALIDITY_DAYS = {
  issuer: ({ category }) =>
    LODGING_AND_VEHICLES.has(category) || category === 'airlines_air_carriers' ? 31 : 7,
  network: ({ brand, cardPresent, category }) => {
    if (ESTIMATED_STAYS.has(category)) return 30;
    if (brand === 'MasterCard') return 7;
    return cardPresent ? 5 : 10;
  },
} as const satisfies Readonly<Record<string, Validity>>;

/** The policy that applies. */
const APPLIED = VALIDITY_DAYS.issuer;

const DAY_MS = 86_400_000;

/** The first instant at which the approval has lapsed. */
export const lapsesAt = (approvedAt: Date, held: Held): Date =>
  new Date(approvedAt.getTime() + APPLIED(held) * DAY_MS);

/** Whether its time has passed, so that it lapses before anything else happens to it. */
export const isDue = (
  {
    status,
    expires_at,
    pending_request,
  }: {
    readonly status: string;
    readonly expires_at: Date;
    readonly pending_request: unknown;
  },
  now: Date,
): boolean => status === 'pending' && pending_request === null && expires_at <= now;
