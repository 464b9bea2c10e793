import type { Kysely } from 'kysely';
import { findAuthorizations } from '../db/authorizations/find.ts';
import { viewAuthorizations } from '../db/authorizations/views.ts';
import { findBalanceTransactions } from '../db/balance-transactions/get.ts';
import { findBalanceTransfers } from '../db/balance-transfers/get.ts';
import { findBankAccounts } from '../db/bank-accounts/find.ts';
import { findCardholders } from '../db/cardholders/find.ts';
import { findCards } from '../db/cards/find.ts';
import { viewCards } from '../db/cards/views.ts';
import type { Database } from '../db/database.ts';
import { findDesigns } from '../db/designs/find.ts';
import { findPhysicalBundles } from '../db/physical-bundles/find.ts';
import { findFiles } from '../db/files/find.ts';
import { viewFiles } from '../db/files/views.ts';
import { findPayouts } from '../db/payouts/get.ts';
import { viewPaymentMethods } from '../db/payment-methods/views.ts';
import { findTopups } from '../db/topups/find.ts';
import { viewTopups } from '../db/topups/views.ts';
import { findSettlements } from '../db/settlements/settlements.ts';
import { findTransactions } from '../db/transactions/get.ts';
import { type Id, type IdKind, parseId } from '../domain/ids.ts';
import type { Scope } from '../domain/scope.ts';
import type { ApiDeps } from './operation.ts';
import { balanceTransferToWire } from './wire/balance-transfer.ts';
import { viewpointOf } from './viewpoint.ts';
import { balanceTransactionToWire } from './wire/balance-transaction.ts';
import { fileToWire } from './wire/file.ts';
import { bankAccountToWire } from './wire/bank-account.ts';
import { authorizationToWire } from './wire/issuing-authorization.ts';
import { cardToWire } from './wire/issuing-card.ts';
import { cardholderToWire } from './wire/issuing-cardholder.ts';
import { payoutToWire } from './wire/payout.ts';
import { settlementToWire } from './wire/issuing-settlement.ts';
import { designToWire } from './wire/issuing-personalization-design.ts';
import { physicalBundleToWire } from './wire/issuing-physical-bundle.ts';
import { transactionToWire } from './wire/issuing-transaction.ts';
import { paymentMethodToWire } from './wire/payment-method.ts';
import { topupToWire } from './wire/topup.ts';

/** Where to read, and whose: inside a command it is the command's own database transaction. */
export interface Reader extends Pick<ApiDeps, 'clock' | 'publicUrl'> {
  readonly db: Kysely<Database>;
  readonly scope: Scope;
}

/** Loads many objects of one kind at once, as they stand on the wire, by their ids. */
export type Loader = (
  reader: Reader,
  ids: readonly string[],
) => Promise<ReadonlyMap<string, object>>;

type Load<K extends IdKind> = (
  reader: Reader,
  ids: readonly Id<K>[],
) => Promise<readonly { readonly id: string }[]>;

const loader =
  <K extends IdKind>(kind: K, load: Load<K>): Loader =>
  async (reader, texts) => {
    const ids = texts.map((text) => parseId(kind, text)).filter((id) => id !== undefined);
    return new Map((await load(reader, ids)).map((object) => [object.id, object]));
  };

/** What `expand` can put in place of an id. One entry a kind. */
export const LOADERS: Readonly<Partial<Record<IdKind, Loader>>> = {
  authorization: loader('authorization', async ({ db, scope }, ids) => {
    const views = await viewAuthorizations(db, scope, await findAuthorizations(db, scope, ids));
    return views.map(authorizationToWire);
  }),
  balanceTransaction: loader('balanceTransaction', async ({ db, scope }, ids) =>
    (await findBalanceTransactions(db, scope, ids)).map(balanceTransactionToWire),
  ),
  balanceTransfer: loader('balanceTransfer', async ({ db, scope }, ids) =>
    (await findBalanceTransfers(db, scope, ids)).map(balanceTransferToWire),
  ),
  bankAccount: loader('bankAccount', async ({ db, scope }, ids) =>
    (await findBankAccounts(db, scope, ids)).map(bankAccountToWire),
  ),
  card: loader('card', async ({ db, scope }, ids) => {
    const views = await viewCards(db, scope, await findCards(db, scope, ids));
    return views.map(({ card, cardholder }) => cardToWire(card, cardholder));
  }),
  cardholder: loader('cardholder', async ({ db, scope }, ids) =>
    (await findCardholders(db, scope, ids)).map(cardholderToWire),
  ),
  file: loader('file', async ({ db, scope, ...at }, ids) => {
    const views = await viewFiles(db, scope, await findFiles(db, scope, ids));
    const viewpoint = await viewpointOf(at, { db, scope });
    return views.map((view) => fileToWire(view, viewpoint));
  }),
  payout: loader('payout', async ({ db, scope }, ids) =>
    (await findPayouts(db, scope, ids)).map(payoutToWire),
  ),
  personalizationDesign: loader('personalizationDesign', async ({ db, scope }, ids) =>
    (await findDesigns(db, scope, ids)).map(designToWire),
  ),
  physicalBundle: loader('physicalBundle', async ({ db, scope }, ids) =>
    (await findPhysicalBundles(db, scope, ids)).map(physicalBundleToWire),
  ),
  issuingTransaction: loader('issuingTransaction', async ({ db, scope }, ids) =>
    (await findTransactions(db, scope, ids)).map(transactionToWire),
  ),
  paymentMethod: loader('paymentMethod', async ({ db, scope }, ids) =>
    (await viewPaymentMethods(db, scope, ids)).map(({ method, bankAccount }) =>
      paymentMethodToWire(method, bankAccount),
    ),
  ),
  topup: loader('topup', async ({ db, scope }, ids) =>
    (await viewTopups(db, scope, await findTopups(db, scope, ids))).map(topupToWire),
  ),
  settlement: loader('settlement', async ({ db, scope }, ids) =>
    (await findSettlements(db, scope, ids)).map(settlementToWire),
  ),
};
