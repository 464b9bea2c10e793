/** What is owed for a card: by its account when it is shipped, and by us when it never arrives. */
import { getCardholder } from '../../db/cardholders/get.ts';
import { startFulfillment } from '../../db/cards/fulfillment.ts';
import { getCard, lockCard } from '../../db/cards/get.ts';
import { updateCard } from '../../db/cards/update.ts';
import { lockIssuingBalance } from '../../db/ledger/lock-issuing-balance.ts';
import { lockLedgerAccounts } from '../../db/ledger/lock-ledger-accounts.ts';
import { writeMovement } from '../../db/ledger/write-movement.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { cardFee } from '../../domain/card/price-list.ts';
import { AppError } from '../../domain/errors.ts';
import type { CardId } from '../../domain/ids.ts';
import { chargeCardFee, refundCardFee } from '../../domain/ledger/templates.ts';
import { replaceCard } from '../../issuance/replace-card.ts';
import { inUnitOfWork } from '../unit-of-work.ts';
import type { CardFulfillmentDeps, OneCard } from './deps.ts';
import { physical, type PhysicalCard } from './standing.ts';

export function createDuesActivities(deps: CardFulfillmentDeps) {
  return {
    /** Once: the card names the movement that charged for it. A card that we owe is free. */
    async chargeFees({ cardId, ...scope }: OneCard): Promise<void> {
      await inUnitOfWork(deps, scope, async (work) => {
        const { card, book } = await openAccount(work, cardId);
        if (card.is_free || card.fee_movement !== null) return;
        await updateCard(work, cardId, { fee_movement: await book(chargeCardFee) });
      });
    },

    /** Gives back what was charged, once. Nothing was: then there is nothing to give back. */
    async refundFees({ cardId, ...scope }: OneCard): Promise<void> {
      await inUnitOfWork(deps, scope, async (work) => {
        const { card, book } = await openAccount(work, cardId);
        if (card.fee_movement === null || card.fee_refund_movement !== null) return;
        await updateCard(work, cardId, { fee_refund_movement: await book(refundCardFee) });
      });
    },

    /**
     * Another card in place of one that we have failed to bring, once. A free card that fails too is left to
     * a person, so that a fault that stays does not print for ever; and so is a card that may not be replaced
     * any more, because its account has ordered another one or has reported the number lost.
     */
    async reprintCard({ cardId, ...scope }: OneCard): Promise<void> {
      await inUnitOfWork(deps, scope, async (work) => {
        await lockIssuingBalance(work);
        const card = await lockCard(work.trx, scope, cardId);
        const reason = card.shipment?.owed_for ?? null;
        if (reason === null || card.is_free || card.replaced_by !== null) return;
        const { status } = await getCardholder(work.trx, scope, card.cardholder_id);
        if (status === 'blocked') return;
        const press = { keyring: deps.keyring };
        const wish = { original: cardId, reason, isFree: true };
        const made = await replaceCard(work, wish, press).catch(leaveToAPerson);
        if (made) await startFulfillment(work, made.id);
      });
    },
  };
}

/**
 * Refused before anything was written: another card of the chain is on its way meanwhile, or the number
 * was reported lost. It would be refused for ever.
 */
function leaveToAPerson(error: unknown): undefined {
  if (error instanceof AppError && error.code === 'status_transition_invalid') return undefined;
  throw error;
}

interface Account {
  readonly card: PhysicalCard;
  /** Moves the fee of the card, and names the movement. */
  readonly book: (template: typeof chargeCardFee) => Promise<string>;
}

/** The books before the card, as everywhere. What a card costs does not change: its service and currency stand. */
async function openAccount(work: UnitOfWork, cardId: CardId): Promise<Account> {
  const { trx, scope } = work;
  const { currency } = await getCard(trx, scope, cardId);
  const books = await lockLedgerAccounts(work, currency, ['card_fees', 'payments_balance']);
  const card = physical(await lockCard(trx, scope, cardId));
  const accounts = { payments: books.payments_balance.id, fees: books.card_fees.id };
  const fee = cardFee(currency, card.shipping.service);
  return {
    card,
    book: async (template) => {
      const id = work.unique();
      const transfers = template(accounts, fee);
      await writeMovement(trx, scope, { id, at: work.now, sourceId: cardId, transfers });
      return id;
    },
  };
}
