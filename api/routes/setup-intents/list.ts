import * as z from 'zod';
import { listSetupIntents as readSetupIntents } from '../../../db/setup-intents/list.ts';
import { findProofs } from '../../../db/setup-intents/views.ts';
import { boolean, createdFilter, listInput, text } from '../../input.ts';
import { query } from '../../operation.ts';
import { listAnswer } from '../../page.ts';
import { listOf } from '../../wire/list.ts';
import { setupIntent, setupIntentToWire } from '../../wire/setup-intent.ts';

const path = '/v1/setup_intents';

export const listSetupIntents = query(
  {
    method: 'get',
    path,
    summary: 'List setup intents',
    params: z.strictObject({}),
    input: listInput({
      attach_to_self: boolean().optional(),
      created: createdFilter().optional(),
      payment_method: text().optional(),
    }),
    response: listOf(setupIntent),
  },
  async ({ input, scope }, { db }) => {
    const { attach_to_self: attachToSelf, payment_method: paymentMethod, ...rest } = input;
    const page = await readSetupIntents(db, scope, { ...rest, attachToSelf, paymentMethod });
    const proofs = await findProofs(db, scope, page.rows);
    return listAnswer(path, page, (intent) =>
      setupIntentToWire({ intent, verification: proofs.get(intent.id) }),
    );
  },
);
