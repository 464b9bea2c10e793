import { type Kysely, sql } from 'kysely';
import type { Database } from '../../../db/database.ts';
import { codecToken } from '../../../infra/temporal/ui.ts';
import { becomesTrue } from '../../../local/processes/poll.ts';
import { clientOf, MARKER, type Message } from './client.ts';
import { CLEAN, FIRM, REFUSED } from './people.ts';
import type { Product } from './product.ts';
import type { Written } from './search.ts';
import type { Story } from './story.ts';

const NOTICED_MS = 20_000;
const CARDHOLDERS = '/v1/issuing/cardholders';
const CARDS = '/v1/issuing/cards';

/** Everything that a person types into the wrong field sooner or later, and a program sends by mistake. */
export async function makeMistakes(product: Product, story: Story): Promise<readonly Written[]> {
  const client = clientOf(product);
  const answers: Written[] = [];
  for (const mistake of mistakesOf(product, story)) {
    const { status, text } = await client.say(mistake);
    const place = `the answer to ${mistake.method} ${mistake.path}`;
    if (status < 400 || status >= 500) throw new Error(`${place} is ${status}`);
    answers.push({ place, content: text });
  }
  return answers;
}

const mistakesOf = (product: Product, story: Story): readonly Message[] => [
  ...wrongFields(story),
  ...wrongPlaces(story),
  ...wrongBodies(story),
  ...wrongKeys(product, story),
];

function wrongFields({ cardholder, cardNumber }: Story): readonly Message[] {
  const { form, secrets } = CLEAN;
  const everything = secrets.map(({ value }) => value).join(' ');
  const post = { method: 'POST', path: CARDHOLDERS } as const;
  const create = (wrong: object): Message => ({ ...post, form: { ...form, ...wrong } });
  return [
    create({ name: everything }),
    create({ name: `${cardNumber} ` }),
    create({ email: everything }),
    create({ phone_number: cardNumber }),
    create({ individual: { dob: { day: cardNumber, month: 'July', year: 1983 } } }),
    create({ individual: { dob: '1983-07-19' } }),
    create({ status: everything }),
    create({ [cardNumber]: everything }),
    create({ [MARKER]: everything }),
    create({ metadata: { [everything]: everything } }),
    create({ company: { tax_id: everything }, type: 'company' }),
    create({ preferred_locales: [everything] }),
    { method: 'POST', path: CARDHOLDERS, form: { ...FIRM.form, company: { tax_id: '47-392018' } } },
    { method: 'POST', path: CARDS, form: { cardholder: cardholder.id, number: cardNumber } },
    { method: 'POST', path: CARDS, form: { cardholder: everything, type: cardNumber } },
  ];
}

function wrongPlaces({ cardNumber }: Story): readonly Message[] {
  const { email, name } = CLEAN;
  const somebody = encodeURIComponent(email);
  return [
    { method: 'GET', path: `${CARDS}/${cardNumber}` },
    { method: 'GET', path: `${CARDHOLDERS}/${somebody}` },
    { method: 'GET', path: `/v1/people/${somebody}/${cardNumber}` },
    { method: 'GET', path: `/${somebody}` },
    { method: 'GET', path: CARDS, form: { number: cardNumber } },
    { method: 'GET', path: CARDS, form: { last4: cardNumber } },
    { method: 'GET', path: CARDS, form: { limit: cardNumber } },
    { method: 'GET', path: CARDHOLDERS, form: { starting_after: email } },
    { method: 'GET', path: CARDHOLDERS, form: { expand: [name] } },
    { method: 'GET', path: CARDHOLDERS, headers: { 'Stripe-Version': email } },
    { method: 'GET', path: CARDHOLDERS, headers: { 'Stripe-Account': email } },
    { method: 'POST', path: `/codec/${cardNumber}/decode`, form: email },
  ];
}

function wrongBodies({ cardNumber }: Story): readonly Message[] {
  const { email, name } = CLEAN;
  const json = { 'Content-Type': 'application/json' };
  const post = { method: 'POST', path: CARDHOLDERS } as const;
  return [
    { ...post, headers: json, form: `{"name":"${name}","number":"${cardNumber}",}` },
    { ...post, headers: json, form: `${cardNumber} ${email}` },
    { ...post, headers: json, form: JSON.stringify({ ...CLEAN.form, name: '\ud800' }) },
    { ...post, headers: { 'Content-Type': 'text/plain' }, form: `${name} ${email}` },
    { ...post, headers: { 'Content-Type': `text/${cardNumber}` }, form: email },
    { ...post, form: `name=${cardNumber}&name[first]=${name}` },
    { ...post, form: `${email}[${cardNumber}=1` },
    { ...post, form: { ...CLEAN.form, name: `${name}\u0000` } },
    { ...post, headers: { 'Idempotency-Key': cardNumber.repeat(20) }, form: CLEAN.form },
  ];
}

function wrongKeys({ keys }: Product, { otherKey, cardholder }: Story): readonly Message[] {
  const path = `${CARDHOLDERS}/${cardholder.id}`;
  return [
    { method: 'GET', path, key: otherKey },
    { method: 'GET', path, key: keys.operatorKey },
    { method: 'GET', path, key: keys.masterKey },
    { method: 'GET', path, key: keys.secretKey.replace('test', 'live') },
    { method: 'GET', path, key: keys.secretKey.slice(0, -1) },
    { method: 'GET', path, key: `${keys.secretKey}0` },
    { method: 'GET', path, headers: basic(`${keys.secretKey}0:${keys.secretKey}`) },
    { method: 'GET', path, headers: basic(`:${keys.secretKey}`) },
    { method: 'GET', path, headers: { Authorization: keys.secretKey } },
    { method: 'GET', path, headers: { 'Stripe-Account': keys.secretKey } },
    { method: 'GET', path: `${CARDS}/${keys.secretKey}`, key: otherKey },
    { method: 'GET', path: '/v1/operator/cardholders', key: keys.secretKey },
    { method: 'POST', path: `/codec/${codecToken(keys.operatorKey)}/decode`, form: '{}}' },
    { method: 'GET', path: '/v1/operator/cardholders', key: keys.operatorKey.slice(0, -1) },
  ];
}

const basic = (text: string) => ({ Authorization: `Basic ${btoa(text)}` });

const isRefusalToWorker = (line: string): boolean =>
  line.includes('"name":"worker"') && line.includes(MARKER);

/**
 * Postgres refuses a row, which it quotes in its error: once to the API, which answers 500, and again
 * and again to the worker, until it gives way.
 */
export async function refuseRows(product: Product, owner: Kysely<Database>): Promise<Written> {
  const client = clientOf(product);
  const { phone_number, ...withoutPhone } = REFUSED.form;
  const create = { method: 'POST', path: CARDHOLDERS } as const;
  await sql`
    alter table issuing_cardholder add constraint ${sql.id(MARKER)} check
      (last_name <> 'Grimthorpe' or (phone_number is null and screening = 'under_review')) not valid
  `.execute(owner);
  const failed = await client.say({ ...create, form: { ...withoutPhone, phone_number } });
  if (failed.status !== 500) throw new Error(`A bug was answered with ${failed.status}`);

  await client.ask({ ...create, form: withoutPhone });
  const noticed = await becomesTrue(() => product.lines.some(isRefusalToWorker), {
    withinMs: NOTICED_MS,
  });
  if (!noticed) throw new Error('The worker did not log that Postgres refused a row.');
  await sql`alter table issuing_cardholder drop constraint ${sql.id(MARKER)}`.execute(owner);
  return { place: 'the answer to a bug', content: failed.text };
}
