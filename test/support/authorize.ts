import { patientEntry } from '../../authorizer/entry.ts';
import { decideInFlight } from '../../authorizer/path.ts';
import type { Purchase } from '../../authorizer/purchase.ts';
import type { AuthorizationView } from '../../db/authorizations/views.ts';
import { flightWithin } from '../../db/flights.ts';
import { newId, type UnitOfWork } from '../../db/unit-of-work.ts';
import { invariant } from '../../domain/invariant.ts';

/**
 * Decides one purchase in the test's own database transaction, by the path that a batch takes: so that a
 * test knows what else is in there, and in which order.
 */
export async function authorize(work: UnitOfWork, purchase: Purchase): Promise<AuthorizationView> {
  const { trx, scope, now, unique, seal } = work;
  const entry = patientEntry({
    request: { scope, purchase, requestId: 'req_test' },
    id: newId(work, 'authorization'),
    arrivedMs: performance.now(),
    deadlineMs: performance.now() + 60_000,
    fault: null,
    answer: () => {},
    fail: () => {},
  });
  const clock = { nowMs: () => now.getTime() };
  const { fates } = await decideInFlight(flightWithin(trx), [entry], { clock, unique, seal });
  const [fate] = fates;
  invariant(fate && 'presented' in fate, 'a purchase without an idempotency key is decided');
  return fate.presented.view;
}
