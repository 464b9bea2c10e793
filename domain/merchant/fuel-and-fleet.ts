/** What a pump, and a card of a fleet, can say of a purchase: the lists of the wire. */
export const FUEL_TYPES = [
  'diesel',
  'other',
  'unleaded_plus',
  'unleaded_regular',
  'unleaded_super',
] as const;

export const FUEL_UNITS = [
  'charging_minute',
  'imperial_gallon',
  'kilogram',
  'kilowatt_hour',
  'liter',
  'other',
  'pound',
  'us_gallon',
] as const;

export const FLEET_PURCHASE_TYPES = [
  'fuel_and_non_fuel_purchase',
  'fuel_purchase',
  'non_fuel_purchase',
] as const;

export const FLEET_SERVICE_TYPES = [
  'full_service',
  'non_fuel_transaction',
  'self_service',
] as const;
