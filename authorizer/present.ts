import {
  authorizationToWire,
  type IssuingAuthorization,
} from '../api/wire/issuing-authorization.ts';
import { cardToWire } from '../api/wire/issuing-card.ts';
import type { AuthorizationView } from '../db/authorizations/views.ts';
import type { NewEvent } from '../db/database.ts';
import { eventRow } from '../db/events/record.ts';
import type { UnitOfWork } from '../db/unit-of-work.ts';
import { type CardAccounts, holdFunds } from '../domain/ledger/templates.ts';
import { type Movement, openedHold } from '../domain/ledger/transfer.ts';
import { type Stages, toTrace } from '../domain/authorization/trace.ts';
import { authorizationRow } from './authorization-row.ts';
import { linesOf } from './balance-lines.ts';
import type { DecidedPurchase } from './decide-purchase.ts';
import type { Entry } from './entry.ts';
import type { Known } from './facts.ts';

/** A decided purchase in the rows that say so, and as a reader will see it. */
export interface PresentedPurchase {
  readonly entry: Entry;
  readonly approved: boolean;
  readonly reason: string;
  /** The account's endpoint has the last word. */
  readonly asksEndpoint: boolean;
  readonly stages: Stages & { readonly queue: number };
  /** What was known of card and cardholder. */
  readonly known: Known;
  readonly view: AuthorizationView;
  readonly object: IssuingAuthorization;
  /** The same as text: it is the answer, and what the event holds. */
  readonly json: string;
  readonly movement: Movement | undefined;
  /** None while an endpoint is asked: there is nothing to tell yet. */
  readonly event: NewEvent | undefined;
  /** Of the card that it blocked or used up. */
  readonly cardEvent: NewEvent | undefined;
}

export interface Pen {
  readonly work: Omit<UnitOfWork, 'trx'>;
  readonly accounts: CardAccounts;
  readonly stages: Stages & { readonly queue: number };
}

export function presentPurchase(decided: DecidedPurchase, pen: Pen): PresentedPurchase {
  const { entry, known, card } = decided;
  const { work, accounts } = pen;
  const movement = movementOf(decided, pen);
  const balanceTransactions = movement ? linesOf(movement, accounts) : [];
  const authorization = authorizationRow(decided, {
    hold: movement && openedHold(movement),
    at: work.now,
    trace: [traceOf(decided, pen.stages)],
  });
  const { cardholder } = known;
  const view = { authorization, card, cardholder, balanceTransactions, transactions: [] };
  const object = authorizationToWire(view);
  const json = JSON.stringify(object);
  return {
    entry,
    approved: decided.outcome.approved,
    reason: decided.outcome.reason,
    asksEndpoint: decided.asksEndpoint,
    stages: pen.stages,
    known: { ...known, card },
    view,
    object,
    json,
    movement,
    cardEvent: card === known.card ? undefined : cardEvent(decided, pen),
    event: decided.asksEndpoint
      ? undefined
      : eventRow(work, { type: 'issuing_authorization.created', object, json }),
  };
}

const cardEvent = ({ known, card }: DecidedPurchase, { work }: Pen): NewEvent | undefined =>
  eventRow(work, {
    type: 'issuing_card.updated',
    object: cardToWire(card, known.cardholder),
    previous: cardToWire(known.card, known.cardholder),
  });

function movementOf(
  { entry, outcome, asked: { asked } }: DecidedPurchase,
  { work, accounts }: Pen,
): Movement | undefined {
  if (!outcome.approved || asked.minor === 0n) return undefined;
  const transfers = holdFunds(accounts, asked);
  return { id: work.unique(), at: work.now, authorizationId: entry.id, transfers };
}

const traceOf = ({ facts, decision, outcome, asksEndpoint }: DecidedPurchase, stages: Stages) =>
  toTrace({
    kind: 'purchase',
    judged: { facts, decision },
    outcome,
    ...(asksEndpoint && { provisional: true }),
    stages,
  });
