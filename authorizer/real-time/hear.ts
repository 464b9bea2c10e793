import { findLedgerAccounts } from '../../db/ledger/find-ledger-accounts.ts';
import { invariant } from '../../domain/invariant.ts';
import type { CardAccounts } from '../../domain/ledger/templates.ts';
import type { RealTimeMetrics } from '../../infra/real-time-metrics.ts';
import { ask, type AskDeps, type Asked } from './ask.ts';
import type { PendingDecision } from './pending.ts';

/** An answer, or what stands for one, and what is needed to book it. */
export interface Heard extends Asked {
  readonly accounts: CardAccounts;
  /** Milliseconds. */
  readonly stages: { readonly endpoint: number; readonly left: number };
}

interface HearDeps extends AskDeps {
  readonly metrics: Pick<RealTimeMetrics, 'endpointSeconds'>;
}

export async function hear(pending: PendingDecision, deps: HearDeps): Promise<Heard> {
  const startedMs = performance.now();
  const leftMs = (): number => pending.leftMs - (performance.now() - startedMs);
  const [asked, accounts] = await Promise.all([
    ask(pending, leftMs, deps),
    accountsOf(pending, deps),
  ]);
  const endpoint = performance.now() - startedMs;
  const answer = asked.trace.circuit === 'open' ? 'not_asked' : asked.answer.kind;
  deps.metrics.endpointSeconds.observe({ answer }, endpoint / 1_000);
  return { ...asked, accounts, stages: { endpoint, left: leftMs() } };
}

/** Read while the endpoint thinks: they never change. */
async function accountsOf(
  { scope, view }: PendingDecision,
  { db }: HearDeps,
): Promise<CardAccounts> {
  const { currency } = view.authorization;
  const codes = ['issuing_balance', 'network_settlement'] as const;
  const books = await findLedgerAccounts(db, { scope, currency }, codes);
  const { issuing_balance: funds, network_settlement: settlement } = books;
  invariant(funds && settlement, 'a purchase that was held has its accounts');
  return { funds, settlement };
}
