import type { Operation } from './operation.ts';
import { retrieveAccount } from './routes/account/retrieve.ts';
import { createBalanceTransfer } from './routes/balance-transfers/create.ts';
import { listBalanceTransfers } from './routes/balance-transfers/list.ts';
import { retrieveBalanceTransfer } from './routes/balance-transfers/retrieve.ts';
import { listBalanceTransactions } from './routes/balance-transactions/list.ts';
import { retrieveBalanceTransaction } from './routes/balance-transactions/retrieve.ts';
import { retrieveBalance } from './routes/balance/retrieve.ts';
import { createEphemeralKey } from './routes/ephemeral-keys/create.ts';
import { deleteEphemeralKey } from './routes/ephemeral-keys/delete.ts';
import { createExternalAccount } from './routes/external-accounts/create.ts';
import { deleteExternalAccount } from './routes/external-accounts/delete.ts';
import { listExternalAccounts } from './routes/external-accounts/list.ts';
import { retrieveExternalAccount } from './routes/external-accounts/retrieve.ts';
import { updateExternalAccount } from './routes/external-accounts/update.ts';
import { createPaymentMethod } from './routes/payment-methods/create.ts';
import { retrievePaymentMethod } from './routes/payment-methods/retrieve.ts';
import { cancelPayout } from './routes/payouts/cancel.ts';
import { createPayout } from './routes/payouts/create.ts';
import { listPayouts } from './routes/payouts/list.ts';
import { retrievePayout } from './routes/payouts/retrieve.ts';
import { reversePayout } from './routes/payouts/reverse.ts';
import { updatePayout } from './routes/payouts/update.ts';
import { listEvents } from './routes/events/list.ts';
import { retrieveEvent } from './routes/events/retrieve.ts';
import { createFileLink } from './routes/file-links/create.ts';
import { listFileLinks } from './routes/file-links/list.ts';
import { retrieveFileLink } from './routes/file-links/retrieve.ts';
import { updateFileLink } from './routes/file-links/update.ts';
import { createFile } from './routes/files/create.ts';
import { listFiles } from './routes/files/list.ts';
import { retrieveFile } from './routes/files/retrieve.ts';
import { approveAuthorization } from './routes/issuing/authorizations/approve.ts';
import { retrieveDecisionTrace } from './routes/issuing/authorizations/decision-trace.ts';
import { declineAuthorization } from './routes/issuing/authorizations/decline.ts';
import { listAuthorizations } from './routes/issuing/authorizations/list.ts';
import { retrieveAuthorization } from './routes/issuing/authorizations/retrieve.ts';
import { updateAuthorization } from './routes/issuing/authorizations/update.ts';
import { listBankCredits } from './routes/issuing/bank-credits/list.ts';
import { retrieveBankCredit } from './routes/issuing/bank-credits/retrieve.ts';
import { createCardholder } from './routes/issuing/cardholders/create.ts';
import { listCardholders } from './routes/issuing/cardholders/list.ts';
import { retrieveCardholder } from './routes/issuing/cardholders/retrieve.ts';
import { updateCardholder } from './routes/issuing/cardholders/update.ts';
import { createCard } from './routes/issuing/cards/create.ts';
import { listCards } from './routes/issuing/cards/list.ts';
import { retrieveCard } from './routes/issuing/cards/retrieve.ts';
import { updateCard } from './routes/issuing/cards/update.ts';
import { createFundingInstructions } from './routes/issuing/funding-instructions/create.ts';
import { listFundingInstructions } from './routes/issuing/funding-instructions/list.ts';
import { createFundingRule } from './routes/issuing/funding-rules/create.ts';
import { listFundingRules } from './routes/issuing/funding-rules/list.ts';
import { retrieveFundingRule } from './routes/issuing/funding-rules/retrieve.ts';
import { updateFundingRule } from './routes/issuing/funding-rules/update.ts';
import { createDesign } from './routes/issuing/personalization-designs/create.ts';
import { listDesigns } from './routes/issuing/personalization-designs/list.ts';
import { retrieveDesign } from './routes/issuing/personalization-designs/retrieve.ts';
import { updateDesign } from './routes/issuing/personalization-designs/update.ts';
import { listPhysicalBundles } from './routes/issuing/physical-bundles/list.ts';
import { retrievePhysicalBundle } from './routes/issuing/physical-bundles/retrieve.ts';
import { retrieveSettings } from './routes/issuing/settings/retrieve.ts';
import { updateSettings } from './routes/issuing/settings/update.ts';
import { listSettlements } from './routes/issuing/settlements/list.ts';
import { retrieveSettlement } from './routes/issuing/settlements/retrieve.ts';
import { updateSettlement } from './routes/issuing/settlements/update.ts';
import { listTransactions } from './routes/issuing/transactions/list.ts';
import { retrieveTransaction } from './routes/issuing/transactions/retrieve.ts';
import { updateTransaction } from './routes/issuing/transactions/update.ts';
import { cancelSetupIntent } from './routes/setup-intents/cancel.ts';
import { confirmSetupIntent } from './routes/setup-intents/confirm.ts';
import { createSetupIntent } from './routes/setup-intents/create.ts';
import { listSetupIntents } from './routes/setup-intents/list.ts';
import { retrieveSetupIntent } from './routes/setup-intents/retrieve.ts';
import { updateSetupIntent } from './routes/setup-intents/update.ts';
import { verifyMicrodeposits } from './routes/setup-intents/verify-microdeposits.ts';
import { createSource } from './routes/sources/create.ts';
import { retrieveSource } from './routes/sources/retrieve.ts';
import { verifySource } from './routes/sources/verify.ts';
import { finalizeAmount } from './routes/test-helpers/issuing/authorizations/finalize-amount.ts';
import { captureOperation } from './routes/test-helpers/issuing/authorizations/capture.ts';
import { createAuthorization } from './routes/test-helpers/issuing/authorizations/create.ts';
import { expireOperation } from './routes/test-helpers/issuing/authorizations/expire.ts';
import { incrementOperation } from './routes/test-helpers/issuing/authorizations/increment.ts';
import { respondToChallenge } from './routes/test-helpers/issuing/authorizations/respond-to-challenge.ts';
import { reverseOperation } from './routes/test-helpers/issuing/authorizations/reverse.ts';
import {
  deliverCard,
  failCard,
  returnCard,
  shipCard,
  submitCard,
} from './routes/test-helpers/issuing/cards/shipping.ts';
import { advanceTestClock } from './routes/test-helpers/test-clocks/advance.ts';
import { createTestClock } from './routes/test-helpers/test-clocks/create.ts';
import { deleteTestClock } from './routes/test-helpers/test-clocks/delete.ts';
import { listTestClocks } from './routes/test-helpers/test-clocks/list.ts';
import { retrieveTestClock } from './routes/test-helpers/test-clocks/retrieve.ts';
import { activateDesign } from './routes/test-helpers/issuing/personalization-designs/activate.ts';
import { deactivateDesign } from './routes/test-helpers/issuing/personalization-designs/deactivate.ts';
import { rejectDesign } from './routes/test-helpers/issuing/personalization-designs/reject.ts';
import { createForceCapture } from './routes/test-helpers/issuing/transactions/create-force-capture.ts';
import { createUnlinkedRefund } from './routes/test-helpers/issuing/transactions/create-unlinked-refund.ts';
import { refundOperation } from './routes/test-helpers/issuing/transactions/refund.ts';
import { createBankTransfer } from './routes/test-helpers/issuing/bank-transfers/create.ts';
import { fundBalance } from './routes/test-helpers/issuing/fund-balance.ts';
import { createToken } from './routes/tokens/create.ts';
import { retrieveToken } from './routes/tokens/retrieve.ts';
import { cancelTopup } from './routes/topups/cancel.ts';
import { createTopup } from './routes/topups/create.ts';
import { listTopups } from './routes/topups/list.ts';
import { retrieveTopup } from './routes/topups/retrieve.ts';
import { updateTopup } from './routes/topups/update.ts';
import { createEndpoint } from './routes/webhook-endpoints/create.ts';
import { deleteEndpoint } from './routes/webhook-endpoints/delete.ts';
import { listDeliveries } from './routes/webhook-endpoints/deliveries/list.ts';
import { resendDelivery } from './routes/webhook-endpoints/deliveries/resend.ts';
import { retrieveDelivery } from './routes/webhook-endpoints/deliveries/retrieve.ts';
import { listEndpoints } from './routes/webhook-endpoints/list.ts';
import { retrieveEndpoint } from './routes/webhook-endpoints/retrieve.ts';
import { rollSecret } from './routes/webhook-endpoints/roll-secret.ts';
import { updateEndpoint } from './routes/webhook-endpoints/update.ts';

/** The table of contents of the API. */
export const OPERATIONS: readonly Operation[] = [
  retrieveAccount,
  retrieveBalance,
  listBalanceTransactions,
  retrieveBalanceTransaction,
  createBalanceTransfer,
  listBalanceTransfers,
  retrieveBalanceTransfer,
  createPayout,
  listPayouts,
  retrievePayout,
  updatePayout,
  cancelPayout,
  reversePayout,
  createEphemeralKey,
  deleteEphemeralKey,
  listEvents,
  retrieveEvent,
  createFileLink,
  listFileLinks,
  retrieveFileLink,
  updateFileLink,
  createFile,
  listFiles,
  retrieveFile,
  listAuthorizations,
  retrieveAuthorization,
  updateAuthorization,
  approveAuthorization,
  declineAuthorization,
  retrieveDecisionTrace,
  listBankCredits,
  retrieveBankCredit,
  createCardholder,
  listCardholders,
  retrieveCardholder,
  updateCardholder,
  createCard,
  listCards,
  retrieveCard,
  updateCard,
  createFundingInstructions,
  listFundingInstructions,
  createFundingRule,
  listFundingRules,
  retrieveFundingRule,
  updateFundingRule,
  createDesign,
  listDesigns,
  retrieveDesign,
  updateDesign,
  listPhysicalBundles,
  retrievePhysicalBundle,
  retrieveSettings,
  updateSettings,
  listSettlements,
  retrieveSettlement,
  updateSettlement,
  listTransactions,
  retrieveTransaction,
  updateTransaction,
  createBankTransfer,
  fundBalance,
  createAuthorization,
  captureOperation,
  finalizeAmount,
  incrementOperation,
  expireOperation,
  respondToChallenge,
  reverseOperation,
  submitCard,
  shipCard,
  deliverCard,
  returnCard,
  failCard,
  activateDesign,
  deactivateDesign,
  rejectDesign,
  createForceCapture,
  createUnlinkedRefund,
  refundOperation,
  createTestClock,
  listTestClocks,
  retrieveTestClock,
  advanceTestClock,
  deleteTestClock,
  createEndpoint,
  listEndpoints,
  retrieveEndpoint,
  updateEndpoint,
  deleteEndpoint,
  rollSecret,
  listDeliveries,
  retrieveDelivery,
  resendDelivery,
  createToken,
  retrieveToken,
  createTopup,
  listTopups,
  retrieveTopup,
  updateTopup,
  cancelTopup,
  createSource,
  retrieveSource,
  verifySource,
  createExternalAccount,
  listExternalAccounts,
  retrieveExternalAccount,
  updateExternalAccount,
  deleteExternalAccount,
  createPaymentMethod,
  retrievePaymentMethod,
  cancelSetupIntent,
  confirmSetupIntent,
  createSetupIntent,
  listSetupIntents,
  retrieveSetupIntent,
  updateSetupIntent,
  verifyMicrodeposits,
];
