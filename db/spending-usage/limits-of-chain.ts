import type { CardId } from '../../domain/ids.ts';
import { countersFor, type LimitSignature } from '../../domain/spending/usage.ts';
import { owned } from '../database.ts';
import { controlsOf } from '../spending-controls.ts';
import type { UnitOfWork } from '../unit-of-work.ts';

/** What the limits of all cards of a chain count, together. A canceled card pays nothing any more. */
export async function limitsOfChain(
  { trx, scope }: UnitOfWork,
  chain: CardId,
): Promise<readonly LimitSignature[]> {
  const cards = await trx
    .selectFrom('issuing_card')
    .select('spending_controls')
    .where((eb) =>
      eb.and([eb.and({ ...owned(scope), chain_id: chain }), eb('status', '<>', 'canceled')]),
    )
    .execute();
  return [...new Set(cards.flatMap((card) => countersFor(controlsOf(card.spending_controls))))];
}
