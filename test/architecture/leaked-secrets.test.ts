/**
 * Runs the product as a release runs it, lets people use and misuse it, and then searches everything
 * that it has written for what it was told in confidence: logs, answers, tables, histories, files.
 *
 * Names, addresses and the like have columns of their own, in clear, because the product lists and
 * searches by them. So they stand in the files of Postgres too; there the search is for what must be
 * nowhere in clear: numbers of cards, tax ids, keys.
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDatabase } from '../../db/open.ts';
import { clientOf, MARKER } from '../support/leaks/client.ts';
import type { KnownSecret, SecretKind } from '../support/leaks/forms.ts';
import { makeMistakes, refuseRows } from '../support/leaks/mishaps.ts';
import { CLEAN, FIRM, OF_ANOTHER_ACCOUNT, ON_A_LIST, REFUSED } from '../support/leaks/people.ts';
import { type Product, startProduct } from '../support/leaks/product.ts';
import { type Leak, searchFor, type Written } from '../support/leaks/search.ts';
import { filesIn, valuesIn } from '../support/leaks/stores.ts';
import { type Story, tellStory } from '../support/leaks/story.ts';
import { startInClear, workflowsIn } from '../support/leaks/workflows.ts';

const PEOPLE = [CLEAN, FIRM, OF_ANOTHER_ACCOUNT, ON_A_LIST, REFUSED];

let folder: string;
let secrets: readonly KnownSecret[];
let written: AllWritten;

interface AllWritten {
  readonly answers: readonly Written[];
  readonly events: readonly Written[];
  readonly log: readonly Written[];
  readonly metrics: readonly Written[];
  readonly tables: readonly Written[];
  readonly workflows: readonly Written[];
  readonly postgresFiles: readonly Written[];
  readonly temporalFiles: readonly Written[];
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'cardwright-leaks-'));
  // As root, Postgres runs as another user, who must be able to pass.
  await chmod(folder, 0o711);
  const product = await startProduct(folder);
  try {
    const owner = openDatabase({ url: product.databaseUrl, as: 'owner', max: 1 });
    const story = await tellStory(product, owner);
    const answers = [...(await makeMistakes(product, story)), await refuseRows(product, owner)];
    await owner.destroy();
    await startInClear(product.temporalAddress, MARKER);
    secrets = [...PEOPLE.flatMap((person) => person.secrets), ...story.secrets];
    const online = { ...(await look(product, story)), answers };
    await product.stop();
    // What the processes say while they stop is searched as well.
    const log = product.lines.map((content) => ({ place: 'log', content }));
    written = { ...online, log, ...(await filesOf(product)) };
  } finally {
    await product.stop();
  }
});
afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }));

const read = async (url: string): Promise<Written> => ({
  place: url,
  content: await (await fetch(url)).text(),
});

async function look(product: Product, { otherKey }: Story) {
  const list = { method: 'GET', path: '/v1/events', form: { limit: 100 }, key: otherKey } as const;
  const { text } = await clientOf(product).say(list);
  return {
    events: [{ place: 'events', content: text }],
    metrics: [await read(`${product.api}/metrics`), await read(`${product.worker}/metrics`)],
    tables: await valuesIn(product.databaseUrl),
    workflows: await workflowsIn(product),
  };
}

const filesOf = async ({ postgresFolder, temporalFolder }: Product) => ({
  postgresFiles: await filesIn(postgresFolder),
  temporalFiles: await filesIn(temporalFolder),
});

/** Where personal data may stand in clear, and which. */
const HOME: Readonly<Record<string, SecretKind | readonly SecretKind[]>> = {
  'issuing_card.shipping': ['address', 'name', 'phone'],
  'issuing_cardholder.address_line1': 'address',
  'issuing_cardholder.date_of_birth': 'birth date',
  'issuing_cardholder.email': 'email',
  'issuing_cardholder.first_name': 'name',
  'issuing_cardholder.last_name': 'name',
  'issuing_cardholder.name': 'name',
  'issuing_cardholder.phone_number': 'phone',
  'issuing_cardholder.terms_accepted_ip': 'device',
  'issuing_cardholder.terms_accepted_user_agent': 'device',
};

test('tables hold in clear what has a column of its own, there and nowhere else', () => {
  const leaks = searchFor(secrets)(written.tables);
  const isAtHome = ({ place, secret }: Leak): boolean =>
    [HOME[place] ?? []].flat().includes(secret.kind);
  expect(leaks.filter((leak) => !isAtHome(leak))).toEqual([]);
  // Whoever does not find them at home would find them nowhere.
  const homes = leaks.filter(isAtHome).map(({ place }) => place);
  expect([...new Set(homes)].toSorted()).toEqual(Object.keys(HOME));
  const marked = searchFor([{ kind: 'name', value: MARKER }])(written.tables);
  const places = marked.map(({ place }) => place);
  expect(places).toEqual(expect.arrayContaining(['api_key.hash', 'issuing_cardholder.metadata']));
});

/** Even who can decrypt them finds ids and states in them: the search below looks there too. */
test('the history of each screening is encrypted, and searched decrypted as well', () => {
  const ofScreenings = written.workflows.filter(({ place }) =>
    place.startsWith('cardholder-screening:'),
  );
  const inputs = searchFor([{ kind: 'name', value: '"cardholderId":"ich_' }])(ofScreenings);
  expect(inputs).toHaveLength(PEOPLE.length);
  expect(inputs.every(({ place }) => place.endsWith('decrypted'))).toBe(true);
});

const isServerLog = ({ place }: Written): boolean => place.endsWith('.log');
const logsOfServers = ({ postgresFiles, temporalFiles }: AllWritten): readonly Written[] =>
  [...postgresFiles, ...temporalFiles].filter(isServerLog);

const NOWHERE: ReadonlySet<SecretKind> = new Set([
  'bank account number',
  'card number',
  'key',
  'tax id',
]);
const anySecret = (): boolean => true;

describe.each([
  { where: 'the log of API and worker', of: (all: AllWritten) => all.log },
  { where: 'the logs of Postgres and Temporal', of: logsOfServers },
  {
    where: 'the events of another account',
    of: (all: AllWritten) => all.events,
    secretly: (secret: KnownSecret) => !OF_ANOTHER_ACCOUNT.secrets.includes(secret),
  },
  { where: 'what Temporal tells of workflows', of: (all: AllWritten) => all.workflows },
  { where: 'the files of Temporal', of: (all: AllWritten) => all.temporalFiles },
  {
    where: 'the metrics',
    of: (all: AllWritten) => all.metrics,
    sees: 'http_request_duration_seconds',
  },
  {
    where: 'the files of Postgres',
    of: (all: AllWritten) => all.postgresFiles,
    secretly: ({ kind }: KnownSecret) => NOWHERE.has(kind),
  },
  {
    // A caller may be told what he has sent, but for a key.
    where: 'the answers to mistakes',
    of: (all: AllWritten) => all.answers,
    secretly: ({ kind }: KnownSecret) => kind === 'key',
  },
])('$where', ({ of, sees = MARKER, secretly = anySecret }) => {
  test('hold no secret in clear', () => {
    expect(searchFor(secrets.filter(secretly))(of(written))).toEqual([]);
  });
  test('are what the search reads', () => {
    expect(searchFor([{ kind: 'name', value: sees }])(of(written))).not.toEqual([]);
  });
});
