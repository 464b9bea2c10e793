import { sql } from 'kysely';
import * as z from 'zod';
import { text } from '../../../api/input.ts';
import { type Command, command } from '../../../api/operation.ts';
import { recordEvent } from '../../../db/events/record.ts';
import { newId, type UnitOfWork } from '../../../db/unit-of-work.ts';
import type { TestApi } from '../../support/api.ts';

const card = z.strictObject({ id: z.string(), object: z.literal('probe'), name: z.string() });

/** A command of the test's own: its effect is one event, and before it, what the test wants to happen. */
export const probe = (before: (work: UnitOfWork) => Promise<unknown> = async () => {}): Command =>
  command(
    {
      method: 'post',
      path: '/v1/probes/:probe',
      summary: 'Probe',
      params: z.strictObject({ probe: z.string() }),
      input: z.strictObject({ name: text({ max: 20 }), note: text().optional() }),
      response: card,
    },
    async ({ input, work }) => {
      const made = { id: newId(work, 'card'), object: 'probe', name: input.name } as const;
      await recordEvent(work, { type: 'issuing_card.created', object: made });
      await before(work);
      return made;
    },
  );

/** How often the probe had its effect. */
export async function effectsOf({ database }: TestApi): Promise<number> {
  const { rows } = await sql<{ count: bigint }>`select count(*) from event`.execute(database.owner);
  return Number(rows[0]?.count);
}
