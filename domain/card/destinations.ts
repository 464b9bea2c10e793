import { failure } from '../errors.ts';

/**
 * Where no card is sent: under sanctions, or where carriers lose or customs keep too many (contract §6.2). ISO
 * 3166. A policy, so a list: a country that opens is an entry less.
 */
const BLOCKED_DESTINATIONS: ReadonlySet<string> = new Set(
  [
    // Africa
    'AO BF BI BJ CD CF CG CI CM DJ DZ EG EH ER ET GA GH GN GQ GW KE LR LY MA MG',
    'ML MR MW MZ NE NG RW SD SL SN SO SS TD TG TN TZ UG ZA ZM ZW',
    // Asia and the Middle East
    'AF AM AZ BD BT CN GE ID IN IQ IR JO KG KH KP KZ LA LB LK MM MN MV NP PH PK PS SA SY',
    'TH TJ TL TM TR UZ VN YE',
    // The Americas
    'AR BO BR CO CU DO EC GT GY HN HT JM MX NI PE PY SR SV VE',
    // Europe
    'BA BY MD RS RU UA XK',
    // Oceania
    'PG',
  ].flatMap((row) => row.split(' ')),
);

export const isBlockedDestination = (country: string): boolean => BLOCKED_DESTINATIONS.has(country);

/** @throws `country_unsupported` when no card is sent there. */
export function checkDestination(country: string, param: string): void {
  if (!isBlockedDestination(country)) return;
  const supported = 'every country that docs/physical-cards.md does not list';
  throw failure('country_unsupported', { country, supported }, { param });
}
