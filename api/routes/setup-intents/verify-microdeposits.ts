import * as z from 'zod';
import { getSetupIntent } from '../../../db/setup-intents/get.ts';
import { failure } from '../../../domain/errors.ts';
import { bankAccountOf, unexpectedState } from '../../../funding/setup-intent.ts';
import { type Entered, type Entry, enterMicroDeposits } from '../../../funding/verification.ts';
import { integer, text } from '../../input.ts';
import { commandAfter } from '../../operation.ts';
import { setupIntent } from '../../wire/setup-intent.ts';
import { showSetupIntent } from './view.ts';

const input = z.strictObject({
  amounts: z
    .array(integer({ min: 1, max: 99 }))
    .length(2)
    .optional(),
  descriptor_code: text({ max: 6 }).optional(),
});

/** A wrong entry counts although it is refused: it is committed before. */
export const verifyMicrodeposits = commandAfter(
  {
    method: 'post',
    path: '/v1/setup_intents/:intent/verify_microdeposits',
    summary: 'Prove a bank account by its micro-deposits',
    params: z.strictObject({ intent: z.string() }),
    input,
    response: setupIntent,
  },
  async ({ params, input: asked, scope }, { db, keyring, isAnswered, transact }) => {
    if (await isAnswered()) return undefined;
    const entered = enteredOf(asked);
    const intent = await getSetupIntent(db, scope, params.intent);
    if (intent.status !== 'requires_action') throw unexpectedState(intent, 'verified');
    return transact(async (work) => {
      const { id } = await bankAccountOf(work, intent);
      return enterMicroDeposits(work, keyring, { id, entered });
    });
  },
  async ({ params, input: asked, scope, work, found }) => {
    if (found && found.outcome !== 'right') throw refusal(found, enteredOf(asked));
    return showSetupIntent(work.trx, scope, await getSetupIntent(work.trx, scope, params.intent));
  },
);

function enteredOf({ amounts, descriptor_code: code }: z.output<typeof input>): Entered {
  if (amounts !== undefined && code !== undefined)
    throw failure('parameters_exclusive', { names: ['amounts', 'descriptor_code'] });
  if (amounts !== undefined) return { amounts };
  if (code !== undefined) return { descriptorCode: code };
  throw failure('parameter_missing', { name: 'amounts' }, { param: 'amounts' });
}

function refusal(entry: Exclude<Entry, { outcome: 'right' }>, entered: Entered) {
  if (entry.outcome === 'wrong') {
    const { left } = entry;
    if (left === 0)
      return failure('payment_method_microdeposit_verification_attempts_exceeded', {});
    return 'amounts' in entered
      ? failure('payment_method_microdeposit_verification_amounts_mismatch', { left })
      : failure('payment_method_microdeposit_verification_descriptor_code_mismatch', { left });
  }
  if (entry.reason === 'timed_out')
    return failure('payment_method_microdeposit_verification_timeout', {});
  const problem = 'The micro-deposits have not been sent yet. Try again in a moment.';
  return failure('setup_intent_unexpected_state', { problem });
}
