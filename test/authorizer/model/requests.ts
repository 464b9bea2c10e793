/** Commands as HTTP calls of a tenant, and answers in the words of the paper. */
import { unreachable } from '../../../domain/invariant.ts';
import { type Command, type Limit, PLACES } from './commands.ts';
import { REFUSED } from './paper-program.ts';
import type { Answer, Tenant } from './program.ts';

export interface Call {
  readonly path: string;
  readonly form: Readonly<Record<string, unknown>>;
}

const HELPERS = '/v1/test_helpers/issuing';

/** @param target the authorization or transaction that was picked. */
export function callOf(command: Command, tenant: Tenant, target: string): Call {
  const authorization = `${HELPERS}/authorizations/${target}`;
  switch (command.kind) {
    case 'buy':
    case 'buyWithNoCard':
      return { path: `${HELPERS}/authorizations`, form: purchaseForm(command, tenant) };
    case 'increment':
      return { path: `${authorization}/increment`, form: { increment_amount: command.amount } };
    case 'finalize':
      return { path: `${authorization}/finalize_amount`, form: { final_amount: command.amount } };
    case 'reverse':
      return { path: `${authorization}/reverse`, form: named('reverse_amount', command.amount) };
    case 'expire':
      return { path: `${authorization}/expire`, form: {} };
    case 'capture': {
      const form = named('capture_amount', command.amount);
      return {
        path: `${authorization}/capture`,
        form: { ...form, close_authorization: command.close },
      };
    }
    case 'refund': {
      const path = `${HELPERS}/transactions/${target}/refund`;
      return { path, form: named('refund_amount', command.amount) };
    }
    case 'fund':
      return { path: `${HELPERS}/fund_balance`, form: { amount: command.amount, currency: 'usd' } };
    case 'forceCapture':
    case 'limit':
    case 'setCard':
    case 'unlinkedRefund':
      return callOfCard(command, tenant);
    default:
      return unreachable(command);
  }
}

type OfCard = Extract<
  Command,
  { readonly kind: 'forceCapture' | 'limit' | 'setCard' | 'unlinkedRefund' }
>;

function callOfCard(command: OfCard, { cards, cardholders }: Tenant): Call {
  if (command.kind === 'setCard')
    return { path: `/v1/issuing/cards/${cards[command.card]}`, form: { status: command.status } };
  if (command.kind === 'limit') {
    const { which } = command;
    const paths = {
      card: `/v1/issuing/cards/${cards[which]}`,
      cardholder: `/v1/issuing/cardholders/${cardholders[which % cardholders.length]}`,
      program: '/v1/issuing/settings',
    };
    const limits = command.limits.map(limitForm);
    // None at all is said by the empty text.
    const form = { spending_limits: limits.length > 0 ? limits : null };
    return { path: paths[command.owner], form: { spending_controls: form } };
  }
  const verb = command.kind === 'forceCapture' ? 'create_force_capture' : 'create_unlinked_refund';
  const { card, amount, place } = command;
  const form = { card: cards[card], amount, merchant_data: { category: PLACES[place] } };
  return { path: `${HELPERS}/transactions/${verb}`, form };
}

const limitForm = ({ amount, interval, places }: Limit) => ({
  amount,
  interval,
  ...(places.length > 0 && { categories: places.map((place) => PLACES[place]) }),
});

const named = (name: string, amount: number | null) => (amount === null ? {} : { [name]: amount });

function purchaseForm(
  command: Extract<Command, { readonly kind: 'buy' | 'buyWithNoCard' }>,
  { cards }: Tenant,
): Call['form'] {
  if (command.kind === 'buyWithNoCard') return { card: 'ic_nobody', amount: 1 };
  const { card, place, pin, amount, abroad } = command;
  const isInPerson = place === 'cash' || pin !== 'none';
  return {
    card: cards[card],
    ...(abroad ? { merchant_amount: amount, merchant_currency: abroad } : { amount }),
    merchant_data: { category: PLACES[place] },
    authorization_method: isInPerson ? 'chip' : 'online',
    ...(pin !== 'none' && { verification_data: { pin_check: `online_pin_${pin}` } }),
  };
}

export interface Heard {
  readonly said: string;
  /** Of what was made by it; empty where nothing was. */
  readonly id: string;
  readonly created: number;
  /** All captures of the authorization that it answers with. */
  readonly captures: readonly string[];
}

const MAKES: readonly string[] = ['buy', 'forceCapture', 'refund', 'unlinkedRefund'];

/** What was said, and what only the answer tells of what was made. */
export function heardIn(command: Command, { status, body }: Answer): Heard {
  if (status >= 400) return { said: REFUSED, id: '', created: 0, captures: [] };
  return {
    said: command.kind === 'buy' || command.kind === 'increment' ? reasonIn(body) : 'done',
    id: MAKES.includes(command.kind) ? String(body['id']) : '',
    created: Number(body['created']),
    captures: command.kind === 'capture' ? capturesIn(body) : [],
  };
}

function reasonIn(body: Answer['body']): string {
  const history = body['request_history'];
  const last: unknown = Array.isArray(history) ? history.at(-1) : undefined;
  if (typeof last !== 'object' || last === null || !('reason' in last && 'approved' in last))
    throw new Error('a decision is in the history');
  return last.approved === true ? 'approved' : String(last.reason);
}

function capturesIn(body: Answer['body']): readonly string[] {
  const all = body['transactions'];
  return (Array.isArray(all) ? all : []).flatMap(({ type, id }) =>
    type === 'capture' ? [String(id)] : [],
  );
}
