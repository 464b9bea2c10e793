import type { Page } from '../db/page.ts';

/** A page as it crosses HTTP. `url` is the path of the list, which the SDKs follow for the next page. */
export const listAnswer = <O, W>(
  url: `/v1/${string}`,
  { rows, hasMore }: Page<O>,
  toWire: (row: O) => W,
) => ({ object: 'list' as const, data: rows.map(toWire), has_more: hasMore, url });
