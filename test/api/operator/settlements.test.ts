import { Hono } from 'hono';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { toErrorAnswer } from '../../../api/errors.ts';
import { operatorApp } from '../../../api/routes/operator/operator-app.ts';
import { listOf } from '../../../api/wire/list.ts';
import { settlementBreak } from '../../../api/wire/settlement-break.ts';
import { settlementDay } from '../../../api/wire/settlement-day.ts';
import { fileStoreInPostgres } from '../../../db/files/content.ts';
import { systemClock } from '../../../infra/clock.ts';
import { testKeys } from '../../support/program.ts';
import {
  ADVISED,
  CONFIRMED,
  CUTOFF,
  type DayLab,
  openSettlementLab,
  type SettlementLab,
} from '../../workflows/settlement-lab.ts';

const OPERATOR_KEY = 'the-operator-of-this-test';
let lab: SettlementLab;
let app: Hono;

beforeAll(async () => {
  lab = await openSettlementLab();
  app = new Hono();
  app.onError((error, c) => {
    const { body, status } = toErrorAnswer(error, 'http://localhost');
    return c.json(body, status);
  });
  app.route(
    '/v1/operator',
    operatorApp({
      db: lab.database.db,
      keyring: testKeys,
      clock: systemClock,
      fileStore: fileStoreInPostgres,
      workflows: lab.link.workflows,
      operatorKey: OPERATOR_KEY,
      workflowUrl: (id) => `http://localhost/${id}`,
    }),
  );
});
afterAll(() => lab.close());

async function call(method: 'GET' | 'POST', path: string, form = ''): Promise<unknown> {
  const response = await app.request(`/v1/operator${path}`, {
    method,
    headers: {
      Authorization: `Bearer ${OPERATOR_KEY}`,
      ...(method === 'POST' && { 'Content-Type': 'application/x-www-form-urlencoded' }),
    },
    ...(method === 'POST' && { body: form }),
  });
  return response.json();
}

/** A day with a break of each side, in review. */
async function inReview(): Promise<DayLab> {
  const day = await lab.open();
  await day.clear(10_00n, 6_666_01n, 6_666_05n);
  for (const at of [CUTOFF, ADVISED, CONFIRMED]) await day.goTo(at);
  return day;
}

test('the operator sees a day in review, its breaks and its workflow, and resolves them with a reason', async () => {
  const day = await inReview();
  const days = listOf(settlementDay).parse(await call('GET', '/settlements?limit=100'));
  expect(days.data.find(({ id }) => id === day.dayId)).toMatchObject({
    status: 'in_review',
    open_breaks: 2,
    workflow_url: `http://localhost/settlement:${day.dayId}`,
    settlements: [{ status: 'complete', transaction_count: 2, net_total_amount: 667605 }],
  });
  const search = `settlement_day=${encodeURIComponent(day.dayId)}`;
  const open = async () =>
    listOf(settlementBreak).parse(await call('GET', `/settlement_breaks?${search}`)).data;
  const breaks = await open();
  expect(breaks).toMatchObject([
    { kind: 'missing_in_advice', theirs: [], ours: [{ amount: 666601, currency: 'usd' }] },
    { kind: 'unknown_to_us', ours: [], theirs: [{ amount: 666605, currency: 'usd' }] },
  ]);
  for (const { id, left_out } of breaks) {
    const resolution = left_out ? 'carried_over' : 'dismissed';
    const form = `resolution=${resolution}&reason=Asked+the+network`;
    const answer = settlementBreak.parse(
      await call('POST', `/settlement_breaks/${id}/resolve`, form),
    );
    expect(answer).toMatchObject({ status: 'resolved', resolution, reason: 'Asked the network' });
  }
  expect(await open()).toEqual([]);
  expect(settlementDay.parse(await call('GET', `/settlements/${day.dayId}`))).toMatchObject({
    status: 'complete',
    open_breaks: 0,
  });
});

test.each([
  ['without a reason', 'resolution=carried_over', 'parameter_missing'],
  ['as what it cannot be', 'resolution=dismissed&reason=no', 'status_transition_invalid'],
])('a break is not resolved %s', async (_how, form, code) => {
  const day = await inReview();
  const [found] = await day.breaks();
  expect(await call('POST', `/settlement_breaks/${found?.id}/resolve`, form)).toMatchObject({
    error: { code },
  });
  expect(await day.breaks()).toMatchObject([{ status: 'open' }, { status: 'open' }]);
});

test('an advice can be asked for while breaks are looked into, and not while the day is open', async () => {
  const day = await lab.open();
  await day.clear(10_00n);
  expect(await call('POST', `/settlements/${day.dayId}/read_advice`)).toMatchObject({
    error: { code: 'status_transition_invalid' },
  });
  const later = await inReview();
  expect(await call('POST', `/settlements/${later.dayId}/read_advice`)).toMatchObject({
    object: 'settlement_day',
    status: 'in_review',
  });
});

test('what is not there is missing', async () => {
  for (const path of ['/settlements/visa:2027-03-01', '/settlement_breaks/brk_none'])
    expect(await call('GET', path)).toMatchObject({ error: { code: 'resource_missing' } });
});
