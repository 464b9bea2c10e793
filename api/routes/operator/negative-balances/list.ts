import * as z from 'zod';
import { listOpenBalances } from '../../../../db/funding/negative-balances.ts';
import type { NegativeBalanceRow } from '../../../../db/tables/push-funding.ts';
import { negativeBalanceWorkflowId } from '../../../../workflows/negative-balance/contract.ts';
import { type NegativeBalanceCase, negativeBalanceToWire } from '../../../wire/negative-balance.ts';
import { parseForm } from '../../../form.ts';
import { parseInput } from '../../../parse-input.ts';
import { type ListDeps, pageInput, parseCursor } from '../waiting.ts';

const input = z.strictObject(pageInput);

/** Balances below zero, in every account, longest first. */
export async function listNegativeBalances({ db, workflowUrl }: ListDeps, search: string) {
  const { limit, starting_after: cursor } = parseInput(input, parseForm(search));
  const after = parseCursor('negativeBalance', cursor);
  const rows = await listOpenBalances(db, { after, limit: limit + 1 });
  const toWire = (row: NegativeBalanceRow): NegativeBalanceCase => ({
    object: 'negative_balance_case',
    account: row.account_id,
    negative_balance: negativeBalanceToWire(row),
    workflow_url: workflowUrl(negativeBalanceWorkflowId(row.id)),
  });
  const data = rows.slice(0, limit).map(toWire);
  const url = '/v1/operator/negative_balances';
  return { object: 'list', data, has_more: rows.length > limit, url };
}
