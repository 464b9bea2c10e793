import type { IssuingAuthorization } from '../../api/wire/issuing-authorization.ts';
import type { AuthorizationView } from '../../db/authorizations/views.ts';
import type { CardAccounts } from '../../domain/ledger/templates.ts';
import type { Scope } from '../../domain/scope.ts';
import { inOneTransaction, type WorkDeps } from '../unit-of-work.ts';
import type { Resolution } from './resolution.ts';
import { approveInPlace, resolveRequest } from './resolve.ts';

/** An authorization as it was when its endpoint was asked. */
interface Known {
  readonly scope: Scope;
  readonly view: AuthorizationView;
  readonly accounts: CardAccounts;
}

/**
 * Books an answer in the way that holds others up least, and gives the authorization as it stands then;
 * `undefined` when somebody else has decided before.
 */
export async function bookAnswer(
  deps: WorkDeps,
  { scope, view, accounts }: Known,
  resolution: Resolution,
): Promise<IssuingAuthorization | undefined> {
  const { outcome } = resolution;
  if (outcome.approved && isAll(view, outcome.amount)) {
    const done = await inOneTransaction(deps, scope, (work) =>
      approveInPlace(work, { view, accounts }, resolution),
    );
    if (done === 'decided') return undefined;
    if (done !== 'moves_money') return done;
  }
  const { id } = view.authorization;
  return inOneTransaction(deps, scope, (work) => resolveRequest(work, id, () => resolution));
}

const isAll = (
  { authorization: { pending_request } }: AuthorizationView,
  amount: bigint | undefined,
): boolean => amount === undefined || String(amount) === pending_request?.amount;
