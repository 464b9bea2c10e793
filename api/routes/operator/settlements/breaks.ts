import * as z from 'zod';
import { noteReason } from '../../../../db/settlements/breaks.ts';
import { findBreak, listBreaks } from '../../../../db/settlements/for-operator.ts';
import type { SettlementBreakRow } from '../../../../db/tables/settlement.ts';
import { failure } from '../../../../domain/errors.ts';
import { parseId } from '../../../../domain/ids.ts';
import { BREAK_RESOLUTIONS } from '../../../../domain/settlement/break.ts';
import {
  networkSettlementId,
  resolveBreakUpdate,
} from '../../../../workflows/network-settlement/contract.ts';
import { readInput } from '../../../body.ts';
import { parseForm } from '../../../form.ts';
import { integer, text } from '../../../input.ts';
import { parseInput } from '../../../parse-input.ts';
import { type SettlementBreak, settlementBreakToWire } from '../../../wire/settlement-break.ts';
import type { SettlementDeps } from './days.ts';

const LIMIT_MAX = 100;

const listed = z.strictObject({
  status: z.enum(['open', 'resolved']).default('open'),
  settlement_day: text().optional(),
  limit: integer({ min: 1, max: LIMIT_MAX }).default(10),
  starting_after: text().optional(),
});

/** Breaks that wait for a person, in every account, oldest first. */
export async function listSettlementBreaks({ db, workflowUrl }: SettlementDeps, search: string) {
  const { limit, status, ...asked } = parseInput(listed, parseForm(search));
  const rows = await listBreaks(db, {
    status,
    day_id: asked.settlement_day,
    after: asked.starting_after,
    limit: limit + 1,
  });
  const data = rows.slice(0, limit).map((row) => toWire(row, workflowUrl));
  const url = '/v1/operator/settlement_breaks';
  return { object: 'list', data, has_more: rows.length > limit, url };
}

export const retrieveSettlementBreak = async (
  deps: SettlementDeps,
  id: string,
): Promise<SettlementBreak> => toWire(await getBreak(deps, id), deps.workflowUrl);

const REASON_MAX = 500;
const resolved = z.strictObject({
  resolution: z.enum(BREAK_RESOLUTIONS),
  reason: text({ max: REASON_MAX }),
});

/**
 * Gives a person's decision to the workflow of the day. His reason is kept in the break first: it may name
 * somebody, and passes through no workflow.
 */
export async function resolveSettlementBreak(
  deps: SettlementDeps,
  id: string,
  request: Request,
): Promise<SettlementBreak> {
  const { resolution, reason } = parseInput(resolved, await readInput(request));
  const row = await getBreak(deps, id);
  const scope = { accountId: row.account_id, livemode: row.livemode };
  await noteReason(deps.db, row, reason);
  await deps.workflows.execute(
    { scope, kind: 'network_settlement', objectId: row.day_id },
    resolveBreakUpdate,
    { breakId: row.id, resolution },
  );
  return retrieveSettlementBreak(deps, id);
}

async function getBreak({ db }: SettlementDeps, asked: string): Promise<SettlementBreakRow> {
  const id = parseId('settlementBreak', asked);
  const row = id && (await findBreak(db, id));
  if (row) return row;
  throw failure('resource_missing', { object: 'settlement break', id: asked });
}

const toWire = (
  row: SettlementBreakRow,
  workflowUrl: SettlementDeps['workflowUrl'],
): SettlementBreak => settlementBreakToWire(row, workflowUrl(networkSettlementId(row.day_id)));
