import type { BankAccountId } from '../../domain/ids.ts';
import { owned } from '../database.ts';
import type { SetupIntentRow } from '../tables/pull-funding.ts';
import type { UnitOfWork } from '../unit-of-work.ts';

/** The setup intents that wait for the proof of a bank account, locked. */
export const lockWaitingSetupIntents = (
  { trx, scope }: Pick<UnitOfWork, 'scope' | 'trx'>,
  bankAccountId: BankAccountId,
): Promise<readonly SetupIntentRow[]> =>
  trx
    .selectFrom('setup_intent')
    .selectAll()
    .where((eb) =>
      eb.and([
        eb.and({ ...owned(scope), status: 'requires_action' }),
        eb(
          'payment_method_id',
          'in',
          eb
            .selectFrom('payment_method')
            .select('payment_method.id')
            .where((method) => method.and({ ...owned(scope), bank_account_id: bankAccountId })),
        ),
      ]),
    )
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
