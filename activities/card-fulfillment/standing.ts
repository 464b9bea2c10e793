import type { Kysely } from 'kysely';
import { cardToWire } from '../../api/wire/issuing-card.ts';
import { getAccount } from '../../db/accounts/get.ts';
import { getCardholder } from '../../db/cardholders/get.ts';
import { updateCard } from '../../db/cards/update.ts';
import type { Database, IssuingCardChange, IssuingCardRow } from '../../db/database.ts';
import { recordEvent } from '../../db/events/record.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { lostAt, type Route } from '../../domain/card/shipping-services.ts';
import {
  afterShipping,
  canShip,
  type Shipping,
  type ShippingMove,
  type ShippingStatus,
} from '../../domain/card/shipping.ts';
import { invariant } from '../../domain/invariant.ts';
import type { Scope } from '../../domain/scope.ts';
import type { Address } from '../../domain/region/address.ts';

/** Where a card is: what every step answers with, whether it or somebody before it has brought it there. */
export interface Standing {
  readonly status: ShippingStatus;
  /** Unix seconds: when it counts as lost. Absent: it does not come to that by itself. */
  readonly lostAt?: number;
}

/** A card that is made and shipped. The database makes sure that every physical one is. */
export type PhysicalCard = IssuingCardRow & {
  readonly shipping: Shipping;
  readonly shipping_status: ShippingStatus;
};

export function physical(card: IssuingCardRow): PhysicalCard {
  const { shipping, shipping_status } = card;
  invariant(shipping !== null && shipping_status !== null, `${card.id} is virtual`);
  return { ...card, shipping, shipping_status };
}

/** Where it goes: as the post writes it, where that is known. */
export const destinationOf = ({ address, address_validation }: Shipping): Address =>
  address_validation.normalized_address ?? address;

export async function routeOf(
  db: Kysely<Database>,
  scope: Scope,
  { shipping }: PhysicalCard,
): Promise<Route> {
  const { country: accountCountry } = await getAccount(db, scope.accountId);
  return { accountCountry, country: shipping.address.country, service: shipping.service };
}

export async function standingOf(
  work: Pick<UnitOfWork, 'scope' | 'trx'>,
  card: PhysicalCard,
): Promise<Standing> {
  const { shipping_status: status, shipment } = card;
  if (status !== 'shipped' || shipment === null || shipment.eta === null) return { status };
  const lost = lostAt(await routeOf(work.trx, work.scope, card), shipment.eta);
  return { status, ...(lost !== undefined && { lostAt: lost }) };
}

interface Move extends Omit<IssuingCardChange, 'shipping_status'> {
  readonly move: ShippingMove;
}

/**
 * Moves a locked card on its way, and tells it. Forward only: a move that was made already, or that is not
 * lawful any more, changes nothing and tells nobody.
 */
export async function moveCard(
  work: UnitOfWork,
  before: PhysicalCard,
  { move, ...change }: Move,
): Promise<Standing> {
  if (!canShip(move, before.shipping_status)) return standingOf(work, before);
  const after = await updateCard(work, before.id, {
    ...change,
    shipping_status: afterShipping(move),
  });
  await tellCard(work, before, after);
  return standingOf(work, physical(after));
}

export async function tellCard(
  work: UnitOfWork,
  before: IssuingCardRow,
  after: IssuingCardRow,
): Promise<void> {
  const cardholder = await getCardholder(work.trx, work.scope, after.cardholder_id);
  await recordEvent(work, {
    type: 'issuing_card.updated',
    object: cardToWire(after, cardholder),
    previous: cardToWire(before, cardholder),
  });
}

export const seconds = (at: Date): number => Math.floor(at.getTime() / 1000);
