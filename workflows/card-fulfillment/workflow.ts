import * as wf from '@temporalio/workflow';
import type { Activities } from '../../activities/index.ts';
import { askAgainAfter, isShort, type Wait } from '../../domain/card/readiness.ts';
import { nextBatchAt } from '../../domain/card/shipping-services.ts';
import type { ShippingStatus } from '../../domain/card/shipping.ts';
import { untilDone } from '../activity-options.ts';
import { type BusinessClock, businessClock } from '../business-clock.ts';
import { showStatus } from '../status-attribute.ts';
import { type Commands, openCommands } from './commands.ts';
import {
  type CardFulfillmentInput,
  circumstancesChangedSignal,
  type Fulfillment,
  fulfillmentQuery,
  SHIPPING_COMMANDS,
  SHIPPING_UPDATES,
} from './contract.ts';

const activity = (summary: string) => wf.proxyActivities<Activities>({ ...untilDone, summary });
const { examineCard } = activity('Look what the card waits for');
const { validateAddress } = activity('Check the address');
const { submitCard } = activity('Put the card into the batch of the day');
const { withdrawCard } = activity('Cancel the card before it is made');
const { orderCard } = activity('Order the card from the bureau');
const { shipCard } = activity('Write that it is under way');
const { chargeFees } = activity('Charge for the card');
const { deliverCard } = activity('Write that it has arrived');
const { returnCard } = activity('Write that it came back');
const { failCard } = activity('Write that it will not arrive');
const { refundFees } = activity('Give back what was charged');
const { reprintCard } = activity('Make another card in its place');

type Card = Pick<CardFulfillmentInput, 'accountId' | 'cardId' | 'livemode'>;
type Standing = Awaited<ReturnType<typeof shipCard>>;

/** What the steps of a card share. The row in Postgres is the truth: `adopt` takes over what it says. */
interface Plot {
  readonly card: Card;
  readonly clock: BusinessClock;
  readonly commands: Commands;
  readonly status: () => ShippingStatus | undefined;
  readonly lostAt: () => number | undefined;
  readonly adopt: (standing: Standing, waitsFor?: Wait) => void;
  /** Whether anything has changed since the card was examined. */
  readonly news: { seen: boolean };
  /** How often in a row a provider has not answered. */
  readonly unanswered: { count: number };
}

/** From an order to the letterbox. See docs/workflows/card-fulfillment.md. */
export async function cardFulfillment(input: CardFulfillmentInput): Promise<Fulfillment> {
  const { accountId, livemode, cardId } = input;
  const clock = businessClock(input.frozenAt);
  let standing: Standing | undefined;
  let waitsFor: Wait | null = null;
  const news = { seen: false };
  const status = (): ShippingStatus | undefined => standing?.status;
  const fulfillment = (): Fulfillment => ({ status: status() ?? 'pending', waitsFor });
  const commands = openCommands(status);
  const adopt: Plot['adopt'] = (next, wait) => {
    if (next.status !== fulfillment().status) showStatus(next.status);
    standing = next;
    waitsFor = wait ?? null;
  };

  wf.setHandler(fulfillmentQuery, fulfillment);
  wf.setHandler(circumstancesChangedSignal, () => void (news.seen = true));
  for (const command of SHIPPING_COMMANDS) {
    const carryOut = async (): Promise<Fulfillment> => {
      await commands.ask(command);
      return fulfillment();
    };
    const validator = (): void => commands.check(command);
    wf.setHandler(SHIPPING_UPDATES[command], carryOut, { validator });
  }

  const lostAt = (): number | undefined => standing?.lostAt;
  const card = { accountId, livemode, cardId };
  const unanswered = { count: 0 };
  const plot: Plot = { card, clock, commands, status, lostAt, adopt, news, unanswered };
  while ((status() ?? 'pending') === 'pending') await prepare(plot);
  if (status() === 'submitted') await produce(plot);
  if (status() === 'shipped') await bring(plot);
  if (status() === 'failure') await makeUp(plot);
  commands.settle();
  await clock.waitForHandlers();
  return fulfillment();
}

/** Looks what the card waits for and waits for it, once: who waits in vain looks again. */
async function prepare(plot: Plot): Promise<void> {
  const { card, commands, adopt, news } = plot;
  news.seen = false;
  const { outlook, revision, ...standing } = await examineCard(card);
  adopt(standing, outlook?.next === 'wait' ? outlook.waitsFor : undefined);
  commands.settle();
  switch (outlook?.next) {
    case 'withdraw':
      return adopt(await withdrawCard({ ...card, reason: outlook.reason }));
    case 'validate_address':
      adopt(standing, 'the_address_check');
      return checkAddress(plot, revision);
    case 'wait':
      return waitForNews(plot, outlook.waitsFor);
    case 'submit':
      adopt(standing, 'the_cutoff');
      return submitInTime(plot);
    case undefined:
      return undefined;
    default:
      return outlook satisfies never;
  }
}

async function checkAddress(plot: Plot, revision: number): Promise<void> {
  const { card, clock, commands, news, unanswered } = plot;
  const answer = await validateAddress({ ...card, revision });
  unanswered.count = answer === 'unanswered' ? unanswered.count + 1 : 0;
  if (unanswered.count === 0) return;
  commands.refuse('The address of this card is still to be checked: nobody answers.');
  const askAt = clock.now() + askAgainAfter(unanswered.count);
  await clock.waitUntil(askAt, () => news.seen || isAsked(commands));
}

/** Who wants it submitted waits with it for what lasts moments. Of what a person does he is told. */
async function waitForNews({ clock, commands, news }: Plot, waitsFor: Wait): Promise<void> {
  if (isShort(waitsFor)) return clock.waitFor(() => news.seen);
  commands.refuse(`This card waits for ${waitsFor.replaceAll('_', ' ')}.`);
  return clock.waitFor(() => news.seen || isAsked(commands));
}

/** With the batch of the day, or when somebody asks for it. */
async function submitInTime({ card, clock, commands, adopt, news }: Plot): Promise<void> {
  const batchAt = nextBatchAt(clock.now());
  await clock.waitUntil(batchAt, () => news.seen || isAsked(commands));
  // Also with news: the card is looked at once more, and else it would miss the batch.
  if (clock.now() >= batchAt || isAsked(commands)) adopt(await submitCard(card));
}

/** What was submitted is made. A bureau that is silent is asked again, unless a person knows more than it. */
async function produce({ card, clock, commands, status, adopt }: Plot): Promise<void> {
  commands.settle();
  let answer = await orderCard(card);
  for (let count = 1; answer === 'unanswered' && !isAsked(commands); count += 1) {
    await clock.waitUntil(clock.now() + askAgainAfter(count), () => isAsked(commands));
    if (!isAsked(commands)) answer = await orderCard(card);
  }
  if (answer === 'rejected') adopt(await failCard({ ...card, reason: 'fulfillment_error' }));
  while (status() === 'submitted') {
    commands.settle();
    await clock.waitFor(() => isAsked(commands));
    const isMade = commands.next() === 'ship';
    adopt(isMade ? await shipCard(card) : await failCard({ ...card, reason: 'fulfillment_error' }));
  }
}

async function bring({ card, clock, commands, status, lostAt, adopt }: Plot): Promise<void> {
  // What it charges `makeUp` gives back, whether or not this is known to have happened.
  await chargeFees(card);
  while (status() === 'shipped') {
    commands.settle();
    const lost = lostAt();
    if (lost === undefined) await clock.waitFor(() => isAsked(commands));
    else await clock.waitUntil(lost, () => isAsked(commands));
    const command = commands.next();
    if (command === 'deliver') adopt(await deliverCard(card));
    else if (command === 'return') adopt(await returnCard(card));
    else
      adopt(await failCard({ ...card, reason: command === 'fail' ? 'fulfillment_error' : 'lost' }));
  }
}

/** It never arrived: nothing is charged for it, and another one is made. */
async function makeUp({ card }: Plot): Promise<void> {
  await refundFees(card);
  await reprintCard(card);
}

const isAsked = (commands: Commands): boolean => commands.next() !== undefined;
