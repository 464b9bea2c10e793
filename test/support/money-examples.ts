import type { LedgerAccountId } from '../../domain/ids.ts';
import type { LedgerAccountCode } from '../../domain/ledger/accounts.ts';
import {
  arriveTransfer,
  attachUnmatched,
  chargeCardFee,
  confirmPayout,
  departTransfer,
  fundIssuingBalance,
  payOut,
  receiveUnmatched,
  refundCardFee,
  returnPayout,
  returnReversal,
  returnUnmatched,
  reversePayout,
  reverseTopUp,
  settleNetwork,
  topUp,
  transferBetweenBalances,
  writeOff,
} from '../../domain/ledger/templates.ts';
import type { Transfer } from '../../domain/ledger/transfer.ts';
import { type Money, money } from '../../domain/money.ts';

export interface MoneyExample {
  readonly what: string;
  readonly transfers: readonly Transfer[];
  /** The lines of contract §5.2, of 5.00. */
  readonly shows: string;
}

const example = (what: string, transfers: readonly Transfer[], shows: string): MoneyExample => ({
  what,
  transfers,
  shows,
});

/** Every template that moves money beside cards, once for each balance that it may move. */
export function moneyExamples(
  chart: Readonly<Record<LedgerAccountCode, LedgerAccountId>>,
  amount: Money = money(500n, 'usd'),
): readonly MoneyExample[] {
  const [bank, inTransit, suspense] = [chart.bank_clearing, chart.in_transit, chart.suspense];
  const [issuing, payments] = [chart.issuing_balance, chart.payments_balance];
  const [settlement, fees, writeOffs] = [
    chart.network_settlement,
    chart.card_fees,
    chart.write_offs,
  ];
  const ofBalance = (name: string, balance: LedgerAccountId): readonly MoneyExample[] => [
    example(`top-up of ${name}`, topUp({ bank, balance }, amount), `topup +500 ${name}`),
    example(
      `reversed top-up of ${name}`,
      reverseTopUp({ bank, balance }, amount),
      `topup_reversal -500 ${name}`,
    ),
    example(
      `departure from ${name}`,
      departTransfer({ from: balance, inTransit }, amount),
      `transfer -500 ${name}`,
    ),
    example(
      `arrival at ${name}`,
      arriveTransfer({ inTransit, to: balance }, amount),
      `transfer +500 ${name}`,
    ),
    example(`payout from ${name}`, payOut({ balance, inTransit }, amount), `payout -500 ${name}`),
    example(
      `canceled payout from ${name}`,
      returnPayout({ from: inTransit, balance }, amount, 'payout_cancel'),
      `payout_cancel +500 ${name}`,
    ),
    example(
      `failed payout from ${name}`,
      returnPayout({ from: inTransit, balance }, amount, 'payout_failure'),
      `payout_failure +500 ${name}`,
    ),
    example(
      `payout from ${name} that failed after it was paid`,
      returnPayout({ from: bank, balance }, amount, 'payout_failure'),
      `payout_failure +500 ${name}`,
    ),
    example(
      `reversed payout from ${name}`,
      reversePayout({ bank, balance }, amount),
      `payout +500 ${name}`,
    ),
    example(
      `reversed payout from ${name} whose debit was returned`,
      returnReversal({ balance, bank }, amount),
      `payout_failure -500 ${name}`,
    ),
    example(
      `write-off of ${name}`,
      writeOff({ writeOffs, balance }, amount),
      `adjustment +500 ${name}`,
    ),
  ];
  return [
    example(
      'push credit',
      fundIssuingBalance({ bank, funds: issuing }, amount),
      'topup +500 issuing',
    ),
    ...ofBalance('issuing', issuing),
    ...ofBalance('payments', payments),
    example(
      'transfer to issuing',
      transferBetweenBalances({ from: payments, to: issuing }, amount),
      'transfer +500 issuing, transfer -500 payments',
    ),
    example(
      'transfer to payments',
      transferBetweenBalances({ from: issuing, to: payments }, amount),
      'transfer -500 issuing, transfer +500 payments',
    ),
    example('paid payout', confirmPayout({ inTransit, bank }, amount), ''),
    example('card fee', chargeCardFee({ payments, fees }, amount), 'stripe_fee -500 payments'),
    example(
      'card fee given back',
      refundCardFee({ payments, fees }, amount),
      'stripe_fee +500 payments',
    ),
    example('unmatched credit', receiveUnmatched({ bank, suspense }, amount), ''),
    example(
      'attached credit',
      attachUnmatched({ suspense, funds: issuing }, amount),
      'topup +500 issuing',
    ),
    example('returned credit', returnUnmatched({ suspense, bank }, amount), ''),
    example('settlement paid', settleNetwork({ settlement, bank }, amount, 'pay'), ''),
    example('settlement received', settleNetwork({ settlement, bank }, amount, 'receive'), ''),
  ];
}
