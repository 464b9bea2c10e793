import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { resolveDesign } from '../../../db/designs/resolve.ts';
import { insertDesign } from '../../../db/designs/insert.ts';
import { viewDesign } from '../../../db/designs/get.ts';
import { ensureStandardBundles } from '../../../db/physical-bundles/ensure-standard.ts';
import { toJson } from '../../../db/json.ts';
import type { NewDesign } from '../../../db/tables/design.ts';
import { standardBundleId } from '../../../domain/design/bundle.ts';
import { makeId, type PersonalizationDesignId } from '../../../domain/ids.ts';
import type { Scope } from '../../../domain/scope.ts';
import { openTestDatabase, type TestDatabase } from '../../support/postgres.ts';
import { inWork, nextUnique, openProgram } from '../../support/program.ts';

const BUNDLE = 2;
const FEATURES = { card_logo: 'required', carrier_text: 'required', second_line: 'unsupported' };
let database: TestDatabase;
/** The platform, and an account that it connected. */
let [platform, connected]: Scope[] = [];
const the = (scope: Scope | undefined): Scope => scope ?? expect.unreachable('it is open');

beforeAll(async () => {
  database = await openTestDatabase();
  const now = new Date('2027-01-01T00:00:00Z');
  [platform, connected] = [
    (await openProgram(database.db, 0n)).scope,
    (await openProgram(database.db, 0n)).scope,
  ];
  for (const scope of [the(platform), the(connected)])
    // Twice: it makes them once.
    for (let time = 0; time < 2; time++) await ensureStandardBundles(database.db, scope, now);
});
afterAll(() => database.close());
beforeEach(() => database.owner.deleteFrom('issuing_personalization_design').execute());

const design = async (
  scope: Scope | undefined,
  columns: Partial<NewDesign> = {},
): Promise<PersonalizationDesignId> => {
  const whose = the(scope);
  const row = await inWork(database.db, whose, (work) =>
    insertDesign(work, {
      account_id: whose.accountId,
      livemode: false,
      id: makeId('personalizationDesign', nextUnique()),
      created_at: work.now,
      physical_bundle_id: standardBundleId(whose, BUNDLE),
      is_default: false,
      status: 'active',
      revision: 1,
      decisions: 1,
      metadata: toJson({}),
      ...columns,
    }),
  );
  return row.id;
};
const resolved = async (scope: Scope | undefined, explicit?: string) =>
  (await resolveDesign(database.db, the(scope), explicit))?.id;
const PLATFORM_DEFAULT = { is_default: true, is_platform_default: true };

test('the design that is named comes before the default, and that before the platform’s', async () => {
  expect(await resolved(connected)).toBeUndefined();
  const named = await design(connected);
  expect(await resolved(connected)).toBeUndefined();
  const ofPlatform = await design(platform, PLATFORM_DEFAULT);
  expect(await resolved(connected)).toBe(ofPlatform);
  const own = await design(connected, { is_default: true });
  expect(await resolved(connected)).toBe(own);
  expect(await resolved(connected, named)).toBe(named);
  expect(await resolved(connected, ofPlatform)).toBe(ofPlatform);
  expect(await resolved(platform)).toBe(ofPlatform);
  expect(await resolveDesign(database.db, the(connected), named)).toEqual({
    id: named,
    status: 'active',
    features: FEATURES,
  });
});

test('a default that cannot be used now is passed over; one in review is not', async () => {
  const ofPlatform = await design(platform, PLATFORM_DEFAULT);
  const own = await design(connected, { is_default: true, status: 'inactive' });
  expect(await resolved(connected)).toBe(ofPlatform);
  const becomes = database.db.updateTable('issuing_personalization_design').where('id', '=', own);
  await becomes.set({ status: 'rejected', text_rejection: ['other'] }).execute();
  expect(await resolved(connected)).toBe(ofPlatform);
  await becomes.set({ status: 'review', text_rejection: null }).execute();
  expect(await resolveDesign(database.db, the(connected))).toMatchObject({
    id: own,
    status: 'review',
  });
});

test('one that is named and cannot be used is refused', async () => {
  for (const [status, text_rejection] of [
    ['inactive', null],
    ['rejected', ['other' as const]],
  ] as const) {
    const id = await design(connected, {
      status,
      text_rejection: text_rejection && [...text_rejection],
    });
    await expect(resolved(connected, id)).rejects.toMatchObject({
      code: 'parameter_invalid',
      param: 'personalization_design',
    });
  }
  const named = await design(connected);
  await database.owner.updateTable('issuing_physical_bundle').set({ status: 'inactive' }).execute();
  await expect(resolved(connected, named)).rejects.toThrow(/bundle .* is inactive/);
  await database.owner.updateTable('issuing_physical_bundle').set({ status: 'active' }).execute();
});

/** Risk: one tenant prints, or reads, what another has designed. */
test('another account’s design is none, unless it is the platform’s default', async () => {
  const foreign = await design(platform);
  for (const text of [foreign, 'ipd_none', 'ic_1', ''])
    await expect(resolved(connected, text)).rejects.toMatchObject({ code: 'resource_missing' });
  await expect(viewDesign(database.db, the(connected), foreign)).rejects.toMatchObject({
    code: 'resource_missing',
  });
  const own = await design(connected, { is_default: true });
  await expect(resolved(platform, own)).rejects.toMatchObject({ code: 'resource_missing' });
  const live = { ...the(platform), livemode: true };
  await expect(resolved(live, foreign)).rejects.toMatchObject({ code: 'resource_missing' });
});
