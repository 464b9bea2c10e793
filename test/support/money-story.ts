import { inOneTransaction } from '../../authorizer/unit-of-work.ts';
import { updateCard } from '../../db/cards/update.ts';
import { lockLedgerAccounts } from '../../db/ledger/lock-ledger-accounts.ts';
import { writeMovement } from '../../db/ledger/write-movement.ts';
import type { BalanceTransferRow } from '../../db/tables/balance-transfer.ts';
import type { PayoutRow } from '../../db/tables/payout.ts';
import type { TopupRow } from '../../db/tables/pull-funding.ts';
import type { BankCreditRow } from '../../db/tables/push-funding.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import type { BankAccountId, CardId } from '../../domain/ids.ts';
import { chargeCardFee, refundCardFee } from '../../domain/ledger/templates.ts';
import { type Currency, money } from '../../domain/money.ts';
import { cancel, claim, confirm, fail, sendOff } from '../../funding/advance-payout.ts';
import { claimTopup, reverseTopup, settleTopup } from '../../funding/move-top-up.ts';
import { orderBalanceTransfer } from '../../funding/order-balance-transfer.ts';
import { orderPayout } from '../../funding/order-payout.ts';
import { orderTopUp } from '../../funding/order-top-up.ts';
import { payerOf } from '../../funding/payer.ts';
import { beginReturn, finishReturn } from '../../funding/place-bank-credit.ts';
import { receiveBankCredit } from '../../funding/receive-bank-credit.ts';
import { reversePayout } from '../../funding/reverse-payout.ts';
import { sandboxBank } from '../../providers/bank/sandbox.ts';
import type { TestApi } from './api.ts';
import { openCardBooks } from './card-books.ts';
import { ACCOUNT_NUMBERS, addExternalAccount } from './external-account.ts';
import { putMoney } from './payments-money.ts';

/** One of everything that moves money beside cards, each named for how it stands. */
export interface MoneyStory {
  readonly topup: TopupRow;
  readonly reversedTopup: TopupRow;
  readonly transfer: BalanceTransferRow;
  /** In euros: it takes a day. */
  readonly pendingTransfer: BalanceTransferRow;
  readonly pendingPayout: PayoutRow;
  readonly sentPayout: PayoutRow;
  readonly paidPayout: PayoutRow;
  readonly canceledPayout: PayoutRow;
  readonly failedPayout: PayoutRow;
  readonly failedAfterPaid: PayoutRow;
  /** What reversed `paidPayout`. */
  readonly reversal: PayoutRow;
  readonly heldCredit: BankCreditRow;
  readonly returnedCredit: BankCreditRow;
  /** A card whose fee was given back. */
  readonly cardId: CardId;
}

type Teller = Pick<TestApi, 'database' | 'deps' | 'scope'>;
type Do = <T>(act: (work: UnitOfWork) => Promise<T>) => Promise<T>;

export async function tellMoneyStory(api: Teller): Promise<MoneyStory> {
  const { db } = api.database;
  const doing: Do = (act) => inOneTransaction(api.deps, api.scope, act);
  for (const currency of ['usd', 'eur'] as const)
    await putMoney(db, { scope: api.scope, balance: 'payments' }, money(1_000_00n, currency));
  return {
    ...(await topUps(doing, api)),
    ...(await balanceTransfers(doing)),
    ...(await payouts(
      doing,
      await addExternalAccount(api, { accountNumber: ACCOUNT_NUMBERS.good }),
    )),
    ...(await credits(doing, api)),
    cardId: await chargedCard(doing, api),
  };
}

async function topUps(doing: Do, { deps }: Teller) {
  const settled = () =>
    doing(async (work) => {
      const payer = await payerOf(work, deps.keyring, {
        source: 'btok_us_verified',
        currency: 'usd',
      });
      const order = { payer, balanceType: 'payments', initiatedBy: 'user' } as const;
      const { id } = await orderTopUp(work, sandboxBank, {
        ...order,
        amount: money(50_00n, 'usd'),
      });
      await claimTopup(work, id);
      return settleTopup(work, id);
    });
  const [topup, returned] = [await settled(), await settled()];
  const reversedTopup = await doing((work) =>
    reverseTopup(work, returned.id, 'insufficient_funds'),
  );
  return { topup, reversedTopup };
}

async function balanceTransfers(doing: Do) {
  const ordered = (currency: Currency) =>
    doing((work) =>
      orderBalanceTransfer(work, {
        amount: money(100_00n, currency),
        from: 'payments',
        to: 'issuing',
        metadata: {},
      }),
    );
  return { transfer: await ordered('usd'), pendingTransfer: await ordered('eur') };
}

async function payouts(doing: Do, destinationId: BankAccountId) {
  const ordered = () =>
    doing((work) =>
      orderPayout(work, sandboxBank, {
        amount: money(10_00n, 'usd'),
        from: 'payments',
        destinationId,
        method: 'standard',
        description: null,
        statementDescriptor: null,
        metadata: {},
      }),
    );
  const sent = async ({ id }: PayoutRow) => {
    await doing((work) => claim(work, id));
    return doing((work) => sendOff(work, id, `ref_${id}`));
  };
  const paid = async ({ id }: PayoutRow) => doing((work) => confirm(work, id));
  const failed = async ({ id }: PayoutRow) => doing((work) => fail(work, id, 'no_account'));
  const canceled = await ordered();
  const paidPayout = await paid(await sent(await ordered()));
  const order = { payoutId: paidPayout.id, metadata: {} };
  const reversing = await doing((work) => reversePayout(work, sandboxBank, order));
  return {
    pendingPayout: await ordered(),
    sentPayout: await sent(await ordered()),
    paidPayout,
    canceledPayout: await doing((work) => cancel(work, canceled.id)),
    failedPayout: await failed(await sent(await ordered())),
    failedAfterPaid: await failed(await paid(await sent(await ordered()))),
    reversal: await paid(await sent(reversing)),
  };
}

async function credits(doing: Do, { deps }: Teller) {
  const received = (bankReference: string) =>
    doing((work) =>
      receiveBankCredit(deps, work, {
        advisedBy: 'bank',
        bankReference,
        network: 'ach',
        amount: money(7_00n, 'usd'),
        address: '110000000/000000000000',
        destination: undefined,
        reference: null,
        senderName: null,
        isSenderListed: false,
      }),
    );
  const heldCredit = await received('held');
  const { id } = await received('returned');
  await doing((work) => beginReturn(work, id));
  return { heldCredit, returnedCredit: await doing((work) => finishReturn(work, id, 'back')) };
}

/** The fee of a card as it is booked when the card is shipped, and when it never arrives. */
async function chargedCard(doing: Do, { database, scope }: Teller): Promise<CardId> {
  const { cardId } = await openCardBooks(database.db, 'usd', scope);
  await doing(async (work) => {
    const books = await lockLedgerAccounts(work, 'usd', ['card_fees', 'payments_balance']);
    const accounts = { payments: books.payments_balance.id, fees: books.card_fees.id };
    const book = async (template: typeof chargeCardFee) => {
      const transfers = template(accounts, money(3_50n, 'usd'));
      const id = work.unique();
      await writeMovement(work.trx, scope, { id, at: work.now, sourceId: cardId, transfers });
      return id;
    };
    await updateCard(work, cardId, {
      fee_movement: await book(chargeCardFee),
      fee_refund_movement: await book(refundCardFee),
    });
  });
  return cardId;
}
