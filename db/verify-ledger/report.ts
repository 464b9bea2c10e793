import type { CheckResult, Finding } from './check.ts';
import type { CurrencyTotals } from './totals.ts';
import type { Verification } from './verify-ledger.ts';

/** What a person reads: what was checked, the totals, and last whether the ledger is right. */
export function report({ results, totals, wrong }: Verification): string {
  const lines = [...results.map(resultLine), ...totals.map(totalsLine), conclusion(totals, wrong)];
  return lines.map((line) => `${line}\n`).join('');
}

const resultLine = ({ subjects, count, wrong }: CheckResult): string =>
  wrong ? `  WRONG  ${count} ${subjects}: ${said(wrong)}` : `  right  ${count} ${subjects}`;

const totalsLine = (totals: CurrencyTotals): string =>
  `  ${totals.currency} in ${totals.livemode ? 'live' : 'test'} mode:` +
  ` posted ${decimal(totals.debitsPosted)} debit, ${decimal(totals.creditsPosted)} credit;` +
  ` pending ${decimal(totals.debitsPending)} debit, ${decimal(totals.creditsPending)} credit`;

function conclusion(totals: readonly CurrencyTotals[], wrong: Finding | undefined): string {
  if (wrong) return `The ledger is wrong: ${said(wrong)}.`;
  const currencies = new Set(totals.map(({ currency }) => currency));
  const where = currencies.size === 0 ? 'nothing has been booked yet' : [...currencies].join(', ');
  return `The ledger is right: ${where}.`;
}

const said = ({ object, problem }: Finding): string => `${object}: ${problem}`;

/** All currencies here have two decimals. Totals are never negative. */
const decimal = (minor: bigint): string =>
  `${minor / 100n}.${String(minor % 100n).padStart(2, '0')}`;
