import { failure } from '../errors.ts';

/**
 * Where no card is sent: under sanctions, or where carriers lose or customs keep too many (contract §6.2). ISO
 * 3166. A policy, so a list: a country that opens is an entry less.
 */
const BLOCKED_DESTINATIONS: ReadonlySet<string> = new Set(
  [
    // Africa
    'AO BF BI BJ BW CD CF CG CI CM CV DJ DZ EG EH ER ET GA GH GM GN GQ GW KE KM LR LS LY MA MG',
    'ML MR MU MW MZ NA NE NG RW SC SD SL SN SO SS ST SZ TD TG TN TZ UG ZA ZM ZW',
    // Asia and the Middle East
    'AF AM AZ BD BH BT CN GE ID IN IQ IR JO KG KH KP KW KZ LA LB LK MM MN MV NP OM PH PK PS QA SA SY',
    'TH TJ TL TM TR UZ VN YE',
    // The Americas
    'AR BO BR CL CO CR CU DO EC GT GY HN HT JM MX NI PA PE PY SR SV UY VE',
    // Europe
    'AL BA BY MD ME MK RS RU UA XK',
    // Oceania
    'FJ KI NR PG SB TO TV VU WS',
  ].flatMap((row) => row.split(' ')),
);

export const isBlockedDestination = (country: string): boolean => BLOCKED_DESTINATIONS.has(country);

/** @throws `country_unsupported` when no card is sent there. */
export function checkDestination(country: string, param: string): void {
  if (!isBlockedDestination(country)) return;
  const supported = 'every country that docs/physical-cards.md does not list';
  throw failure('country_unsupported', { country, supported }, { param });
}
