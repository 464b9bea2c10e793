/**
 * The decision of a user's own endpoint. When it is asked, the purchase is committed and its money held:
 * a crash from here on leaves a request that the worker resolves, and never a hold that nobody knows of.
 */
import {
  authorizationToWire,
  type IssuingAuthorization,
} from '../../api/wire/issuing-authorization.ts';
import { getAuthorization } from '../../db/authorizations/get.ts';
import { viewAuthorization } from '../../db/authorizations/views.ts';
import { getSettings } from '../../db/settings/get.ts';
import { NEW_SETTINGS } from '../../domain/account/settings.ts';
import type { AuthorizationId } from '../../domain/ids.ts';
import { needsFallback, outcomeOf } from '../../domain/real-time/outcome.ts';
import type { RealTimeMetrics } from '../../infra/real-time-metrics.ts';
import type { DecisionEndpoint } from '../../providers/decision-endpoint/port.ts';
import { bookAnswer } from './book-answer.ts';
import { openCircuits } from './circuits.ts';
import { hear, type Heard } from './hear.ts';
import type { WorkDeps } from '../unit-of-work.ts';
import type { PendingDecision } from './pending.ts';
import { openWaiting } from './waiting.ts';

export interface RealTime {
  /**
   * Asks the endpoint, resolves the request, and gives the authorization as it stands then; whoever has
   * resolved it, when it was somebody else. Takes the time that is left and a short database transaction.
   */
  readonly decide: (pending: PendingDecision) => Promise<IssuingAuthorization>;
  /** For who has resolved a request by another way, after his commit: whoever waits for it is answered at once. */
  readonly tell: (id: AuthorizationId) => void;
}

export interface RealTimeDeps extends WorkDeps {
  readonly endpoint: DecisionEndpoint;
  readonly metrics: RealTimeMetrics;
}

export function createRealTime(deps: RealTimeDeps): RealTime {
  const waiting = openWaiting();
  const circuits = openCircuits(deps.clock);
  deps.metrics.observeCircuits(circuits.openCount);
  return {
    async decide(pending) {
      const wait = waiting.until(pending.view.authorization.id);
      try {
        const hearing = hear(pending, { ...deps, circuits });
        // Who hears of another's decision leaves: what the endpoint still says changes nothing.
        hearing.catch(() => {});
        const heard = await Promise.race([hearing, wait.told]);
        return (heard && (await resolve(deps, pending, heard))) ?? (await read(deps, pending));
      } finally {
        wait.forget();
      }
    },
    tell: waiting.tell,
  };
}

async function resolve(
  deps: RealTimeDeps,
  { scope, view }: PendingDecision,
  { answer, trace, stages, accounts }: Heard,
): Promise<IssuingAuthorization | undefined> {
  const fallback = needsFallback(answer) ? await getSettings(deps.db, scope) : NEW_SETTINGS;
  const resolution = { outcome: outcomeOf(answer, fallback), endpoint: trace, stages };
  const resolved = await bookAnswer(deps, { scope, view, accounts }, resolution);
  const decided = resolved?.request_history.at(-1);
  if (decided) {
    const outcome = decided.approved ? 'approved' : 'declined';
    deps.metrics.resolved.inc({ outcome, reason: decided.reason });
  }
  return resolved;
}

async function read(
  { db }: RealTimeDeps,
  { scope, view }: PendingDecision,
): Promise<IssuingAuthorization> {
  const row = await getAuthorization(db, scope, view.authorization.id);
  return authorizationToWire(await viewAuthorization(db, scope, row));
}
