import type { Kysely } from 'kysely';
import { authorize } from './authorize.ts';
import type { Purchase } from '../../authorizer/purchase.ts';
import type { Database } from '../../db/database.ts';
import type { PinCheck } from '../../domain/authorization/verification.ts';
import type { AuthorizationId, CardId } from '../../domain/ids.ts';
import type { Scope } from '../../domain/scope.ts';
import { SANDBOX_TABLES } from '../../providers/exchange-rates/sandbox-tables.ts';
import { inWork } from './program.ts';

/** A coffee, paid online, with nothing wrong in what the network checked. */
export const purchaseOf = (
  card: string,
  amount: bigint,
  changes: Partial<Purchase> = {},
): Purchase => ({
  card,
  amount,
  currency: undefined,
  merchantAmount: undefined,
  merchantCurrency: undefined,
  rates: { inForceAt: () => SANDBOX_TABLES[0] },
  method: 'online',
  merchantData: {
    category: 'eating_places_restaurants',
    category_code: '5812',
    city: null,
    country: 'US',
    name: 'Coffee',
    network_id: '1234567890',
    postal_code: null,
    state: null,
    tax_id: null,
    terminal_id: null,
    url: null,
  },
  networkData: {
    acquiring_institution_id: null,
    system_trace_audit_number: '000001',
    transaction_id: '1',
  },
  verificationData: {
    address_line1_check: 'not_provided',
    address_postal_code_check: 'not_provided',
    authentication_exemption: null,
    cvc_check: 'match',
    expiry_check: 'match',
    pin_check: null,
    postal_code: null,
    three_d_secure: null,
  },
  wallet: null,
  isAmountControllable: false,
  amountDetails: null,
  fleet: null,
  fuel: null,
  risk: null,
  condition: null,
  authorizationCode: 'S000001',
  ...changes,
});

/** What goes with a capture that says no more than its amount, on a day with the rates of the purchase. */
export const PLAIN_CAPTURE = { purchaseDetails: null, rates: SANDBOX_TABLES[0] } as const;

/** The issuer or the chip has checked a PIN. */
export const withPin = (card: string, pin_check: PinCheck): Pick<Purchase, 'verificationData'> => ({
  verificationData: { ...purchaseOf(card, 0n).verificationData, pin_check },
});

interface Payer {
  readonly scope: Scope;
  readonly card: CardId;
}

/** Decides a purchase in a database transaction of its own. */
export const buy = (
  db: Kysely<Database>,
  { scope, card }: Payer,
  purchase: Partial<Purchase> & { readonly amount: bigint },
): Promise<AuthorizationId> =>
  inWork(db, scope, async (work) => {
    const purchased = purchaseOf(card, purchase.amount, purchase);
    return (await authorize(work, purchased)).authorization.id;
  });
