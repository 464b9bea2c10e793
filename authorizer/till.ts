import type { BalanceRow } from '../db/purchases/lock-balances.ts';
import type { PlainCardRow } from '../db/database.ts';
import type { Usage as ReadUsage } from '../db/purchases/read-asked.ts';
import { countersOf } from '../db/spending-usage/counters.ts';
import type { LimitOwner } from '../db/spending-usage/find.ts';
import type { VelocityJson } from '../db/json.ts';
import { type CardId, makeId } from '../domain/ids.ts';
import { invariant } from '../domain/invariant.ts';
import type { CardAccounts } from '../domain/ledger/templates.ts';
import type { Currency } from '../domain/money.ts';
import type { Scope } from '../domain/scope.ts';
import type { SpendingCounters } from '../domain/spending/usage.ts';

/** What a tenant's purchases of one batch spend from: as it was locked, less what the earlier ones hold. */
export interface TenantTill {
  readonly accounts: CardAccounts;
  available: bigint;
}

/**
 * The state between the purchases of a batch. Each is decided after the ones before it, so what they
 * hold, count and change is known here before it is written anywhere.
 */
export interface Till {
  readonly tenant: (scope: Scope) => TenantTill;
  /** The card as the purchases before have left it. */
  readonly card: (card: PlainCardRow) => PlainCardRow;
  readonly changeCard: (card: PlainCardRow) => void;
  readonly changedCards: () => readonly PlainCardRow[];
  /** What an owner has used of limits, as the purchases before have left it. */
  readonly usage: (owner: LimitOwner, read: ReadUsage | undefined) => Usage;
  readonly changeUsage: (owner: LimitOwner, usage: Usage) => void;
  readonly changedUsage: () => readonly (LimitOwner & Usage)[];
}

export interface Usage {
  readonly counters: SpendingCounters;
  readonly velocity: VelocityJson | null;
}

export function openTill(balances: readonly BalanceRow[]): Till {
  const tenants = tenantsOf(balances);
  const cards = new Map<CardId, PlainCardRow>();
  const known = new Map<string, Usage>();
  const changed = new Map<string, LimitOwner & Usage>();
  return {
    tenant: (scope) => {
      const tenant = tenants.get(placeOf(scope));
      invariant(tenant, 'a purchase is decided only after its balance was locked');
      return tenant;
    },
    card: (card) => cards.get(card.id) ?? card,
    changeCard: (card) => void cards.set(card.id, card),
    changedCards: () => [...cards.values()],
    usage: (owner, read) => {
      const key = keyOf(owner);
      const usage = known.get(key) ?? {
        counters: countersOf(read?.counters ?? {}),
        velocity: read?.velocity ?? null,
      };
      known.set(key, usage);
      return usage;
    },
    changeUsage: ({ scope, ownerId }, usage) => {
      const key = keyOf({ scope, ownerId });
      known.set(key, usage);
      changed.set(key, { scope, ownerId, ...usage });
    },
    changedUsage: () => [...changed.values()],
  };
}

function tenantsOf(balances: readonly BalanceRow[]): Map<string, TenantTill> {
  const tenants = new Map<string, TenantTill>();
  const settlements = new Map(
    balances
      .filter(({ code }) => code === 'network_settlement')
      .map((row) => [placeOfRow(row), row]),
  );
  for (const row of balances) {
    const settlement = settlements.get(placeOfRow(row));
    if (row.code !== 'issuing_balance' || !settlement) continue;
    tenants.set(placeOfRow(row), {
      accounts: { funds: row.id, settlement: settlement.id },
      available: row.credits_posted - row.debits_posted - row.debits_pending,
    });
  }
  return tenants;
}

export const placeOf = ({ accountId, livemode }: Scope): string => `${accountId}:${livemode}`;
const placeOfRow = (row: BalanceRow): string =>
  placeOf({ accountId: row.account_id, livemode: row.livemode });
export const keyOf = ({ scope, ownerId }: LimitOwner): string => `${placeOf(scope)}:${ownerId}`;

/** A till with nothing in it: for who has to say no without asking Postgres. */
export function emptyTill({ accountId, livemode }: Scope, currency: Currency): Till {
  const nothing = {
    account_id: accountId,
    livemode,
    currency,
    debits_pending: 0n,
    debits_posted: 0n,
    credits_pending: 0n,
    credits_posted: 0n,
  };
  return openTill([
    { ...nothing, code: 'issuing_balance', id: makeId('ledgerAccount', 'none') },
    { ...nothing, code: 'network_settlement', id: makeId('ledgerAccount', 'none') },
  ]);
}
