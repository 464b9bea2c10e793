import type { ExchangeRates } from './port.ts';
import { SANDBOX_TABLES } from './sandbox-tables.ts';

const [oldest] = SANDBOX_TABLES;
const newestFirst = SANDBOX_TABLES.toReversed();

/** Fixed tables with dates. A time before the first of them has the first. */
export const sandboxExchangeRates: ExchangeRates = {
  inForceAt: (at) => {
    const day = at.toISOString().slice(0, 'YYYY-MM-DD'.length);
    return newestFirst.find(({ date }) => date <= day) ?? oldest;
  },
};
