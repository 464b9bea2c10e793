import type { RateTable } from '../../domain/exchange/rates.ts';

/** Where the rates come from by which purchases and clearings in another currency are converted. */
export interface ExchangeRates {
  /**
   * The table of the day. It is asked while a purchase waits, so it answers at once: an implementation
   * that gets its tables from elsewhere fetches them before they are needed, and keeps them.
   */
  readonly inForceAt: (at: Date) => RateTable;
}
