import type { Kysely } from 'kysely';
import * as z from 'zod';
import type { Database } from '../../../../db/database.ts';
import { standingOf } from '../../../../db/settlements/day.ts';
import { findDay, listDays } from '../../../../db/settlements/for-operator.ts';
import { settlementsOfDay } from '../../../../db/settlements/settlements.ts';
import type { SettlementDayRow } from '../../../../db/tables/settlement.ts';
import { failure } from '../../../../domain/errors.ts';
import { DAY_STATUSES } from '../../../../domain/settlement/standing.ts';
import {
  networkSettlementId,
  readAdviceUpdate,
} from '../../../../workflows/network-settlement/contract.ts';
import { parseForm } from '../../../form.ts';
import { integer, text } from '../../../input.ts';
import { parseInput } from '../../../parse-input.ts';
import { type SettlementDayObject, settlementDayToWire } from '../../../wire/settlement-day.ts';
import type { WorkflowUpdates } from '../../../workflow-updates.ts';

export interface SettlementDeps {
  readonly db: Kysely<Database>;
  readonly workflows: WorkflowUpdates;
  readonly workflowUrl: (workflowId: string) => string;
}

const LIMIT_MAX = 100;

const input = z.strictObject({
  /** Absent: all that are not complete. */
  status: z.enum(DAY_STATUSES).optional(),
  limit: integer({ min: 1, max: LIMIT_MAX }).default(10),
  starting_after: text().optional(),
});

/** Days that wait for something, in every account, oldest first. */
export async function listSettlementDays(deps: SettlementDeps, search: string) {
  const { limit, starting_after: after, status } = parseInput(input, parseForm(search));
  const rows = await listDays(deps.db, { status, after, limit: limit + 1 });
  const data = await Promise.all(rows.slice(0, limit).map((day) => view(deps, day)));
  return { object: 'list', data, has_more: rows.length > limit, url: '/v1/operator/settlements' };
}

export const retrieveSettlementDay = async (
  deps: SettlementDeps,
  id: string,
): Promise<SettlementDayObject> => view(deps, await getAnyDay(deps, id));

/** Looks for another advice at once: after a bad one, or when the network has sent a better one. */
export async function readAdviceOf(deps: SettlementDeps, id: string): Promise<SettlementDayObject> {
  const day = await getAnyDay(deps, id);
  const scope = { accountId: day.account_id, livemode: day.livemode };
  const workflow = { scope, kind: 'network_settlement', objectId: day.id } as const;
  await deps.workflows.execute(workflow, readAdviceUpdate);
  return retrieveSettlementDay(deps, id);
}

async function getAnyDay({ db }: SettlementDeps, id: string): Promise<SettlementDayRow> {
  const day = await findDay(db, id);
  if (day) return day;
  throw failure('resource_missing', { object: 'settlement day', id });
}

async function view(
  { db, workflowUrl }: SettlementDeps,
  day: SettlementDayRow,
): Promise<SettlementDayObject> {
  const [{ openBreaks }, settlements] = await Promise.all([
    standingOf(db, day),
    settlementsOfDay(db, day.id),
  ]);
  return settlementDayToWire(
    { day, openBreaks, settlements },
    workflowUrl(networkSettlementId(day.id)),
  );
}
