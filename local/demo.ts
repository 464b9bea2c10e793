import { setTimeout as sleep } from 'node:timers/promises';
import Stripe from 'stripe';
import { type Config, readConfig } from '../infra/config.ts';
import { workflowUrl } from '../infra/temporal/ui.ts';
import { baseUrlOf } from './addresses.ts';
import { dataDirectoryOf } from './data-directory.ts';
import { type Example, exampleFor } from './first-purchase/example.ts';
import { showObject } from './first-purchase/show-object.ts';
import { type InstanceRecord, readInstanceRecord } from './instance-record.ts';
import { Problem } from './problem.ts';
import { say } from './say.ts';

const SCREENING_MS = 20_000;
const PAUSE_MS = 100;
const PING_TIMEOUT_MS = 5000;

type Environment = Readonly<Record<string, string | undefined>>;

/** `npm run demo`: the first purchase, through the official SDK, against the instance that runs. */
export async function demo(env: Environment): Promise<number> {
  const config = readConfig(env);
  const instance = readInstanceRecord(dataDirectoryOf(config)) ?? instanceOf(config);
  const { baseUrl } = instance;
  await checkServes(baseUrl);
  const stripe = connect(instance);
  const example = exampleFor(instance.country);

  await showBalance(stripe, 'The Issuing balance before');
  await fund(stripe, example);
  const cardholder = await createCardholder(stripe, example);
  const card = await stripe.issuing.cards.create({ ...example.card, cardholder: cardholder.id });
  showObject('A virtual card', card, ['id', 'brand', 'last4', 'exp_month', 'exp_year', 'status']);
  await buy(stripe, example, card.id);
  await showBalance(stripe, 'The Issuing balance after');
  say(
    '',
    `The screening of the cardholder, as a workflow: ${screeningUrl(instance, cardholder.id)}`,
  );
  return 0;
}

/** One that was started otherwise, and that the environment names. */
function instanceOf(config: Config): InstanceRecord {
  const { HOST, PORT, CARDWRIGHT_SECRET_KEY, CARDWRIGHT_COUNTRY, TEMPORAL_NAMESPACE } = config;
  if (CARDWRIGHT_SECRET_KEY === undefined)
    throw new Problem(
      'Nothing runs on this data directory: run `npm start` first, in another terminal; or set PORT and CARDWRIGHT_SECRET_KEY to those of an instance that runs.',
    );
  return {
    baseUrl: baseUrlOf(HOST, PORT),
    secretKey: CARDWRIGHT_SECRET_KEY,
    country: CARDWRIGHT_COUNTRY,
    temporalNamespace: TEMPORAL_NAMESPACE,
  };
}

async function checkServes(baseUrl: string): Promise<void> {
  try {
    await fetch(`${baseUrl}/healthz`, { signal: AbortSignal.timeout(PING_TIMEOUT_MS) });
  } catch (error) {
    throw new Problem(
      `Nothing serves at ${baseUrl}: run \`npm start\` first, in another terminal.`,
      { cause: error },
    );
  }
}

function connect({ baseUrl, secretKey }: InstanceRecord): Stripe {
  const { hostname, port } = new URL(baseUrl);
  return new Stripe(secretKey, { host: hostname, port, protocol: 'http', telemetry: false });
}

async function fund(stripe: Stripe, { funds }: Example): Promise<void> {
  // Stripe documents this call and leaves it out of the types of its SDK.
  await stripe.rawRequest('POST', '/v1/test_helpers/issuing/fund_balance', { ...funds });
  showObject('A bank transfer to the Issuing balance', funds, ['amount', 'currency']);
}

/** A cardholder is screened in the background; until that is over, no purchase is approved. */
async function createCardholder(
  stripe: Stripe,
  example: Example,
): Promise<Stripe.Issuing.Cardholder> {
  const fields = ['id', 'name', 'status', 'requirements.disabled_reason'];
  const created = await stripe.issuing.cardholders.create(example.cardholder);
  showObject('A cardholder, whose screening has begun', created, fields);

  const deadline = performance.now() + SCREENING_MS;
  for (;;) {
    const screened = await stripe.issuing.cardholders.retrieve(created.id);
    if (screened.requirements.disabled_reason === null) {
      showObject('The cardholder, screened', screened, fields);
      return screened;
    }
    if (performance.now() > deadline)
      throw new Problem(
        `The screening of ${created.id} has not ended (${screened.requirements.disabled_reason}): does the worker run?`,
      );
    await sleep(PAUSE_MS);
  }
}

async function buy(stripe: Stripe, { purchase }: Example, card: string): Promise<void> {
  const { authorizations } = stripe.testHelpers.issuing;
  const fields = ['id', 'amount', 'currency', 'approved', 'status', 'merchant_data.name'];
  const authorization = await authorizations.create({ ...purchase, card });
  showObject('A purchase', authorization, fields);
  if (!authorization.approved)
    throw new Problem(
      `The purchase was declined: ${authorization.request_history.at(-1)?.reason ?? 'no reason given'}.`,
    );
  showObject('The merchant takes the money', await authorizations.capture(authorization.id), [
    'id',
    'status',
    'approved',
  ]);
  const { data } = await stripe.issuing.transactions.list({ card });
  for (const transaction of data)
    showObject('The issuing transaction', transaction, ['id', 'type', 'amount', 'currency']);
}

async function showBalance(stripe: Stripe, title: string): Promise<void> {
  const { issuing } = await stripe.balance.retrieve();
  for (const available of issuing?.available ?? [])
    showObject(title, available, ['amount', 'currency']);
}

function screeningUrl(instance: InstanceRecord, cardholder: string): string {
  const { temporalUiPort: uiPort, temporalNamespace: namespace } = instance;
  const id = `cardholder-screening:${cardholder}`;
  return uiPort === undefined ? id : workflowUrl({ uiPort, namespace }, id);
}
