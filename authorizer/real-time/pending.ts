import type { AuthorizationView } from '../../db/authorizations/views.ts';
import type { Scope } from '../../domain/scope.ts';

/** A request that our own rules have approved, and that is committed: its money is held, and an endpoint decides. */
export interface PendingDecision {
  readonly scope: Scope;
  /** As it was committed, with its pending request. */
  readonly view: AuthorizationView;
  /** What is left of the time for which the network waits. */
  readonly leftMs: number;
}
