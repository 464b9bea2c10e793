import { API_VERSION } from '../domain/event/event-type.ts';
import { failure } from '../domain/errors.ts';

/** Each version that was published since 2022-08-01. */
const VERSIONS: ReadonlySet<string> = new Set([
  '2022-08-01',
  '2022-11-15',
  '2023-08-16',
  '2023-10-16',
  '2024-04-10',
  '2024-06-20',
  '2024-09-30.acacia',
  '2024-10-28.acacia',
  '2024-11-20.acacia',
  '2024-12-18.acacia',
  '2025-01-27.acacia',
  '2025-02-24.acacia',
  '2025-03-01.dashboard',
  '2025-03-31.basil',
  '2025-04-30.basil',
  '2025-05-28.basil',
  '2025-06-30.basil',
  '2025-07-30.basil',
  '2025-08-27.basil',
  '2025-09-30.clover',
  '2025-10-29.clover',
  '2025-11-17.clover',
  '2025-12-15.clover',
  '2026-01-28.clover',
  '2026-02-25.clover',
  '2026-03-25.dahlia',
  '2026-04-22.dahlia',
  '2026-05-27.dahlia',
  '2026-06-24.dahlia',
  '2026-07-29.dahlia',
  '2026-08-26.dahlia',
  '2026-09-30.endive',
  '2026-10-28.endive',
  '2026-11-18.endive',
]);

/** Previews come monthly; what they add is not there, and their older parts are the same. */
const PREVIEW = /^20(2[2-9]|[3-9]\d)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])\.preview$/;

/**
 * The version that an answer says it has. Each is answered in the one shape of `API_VERSION`: where an
 * older version must look different, its converter stands here, beside the version that it serves.
 */
export function versionOf(header: string | undefined): string {
  if (header === undefined) return API_VERSION;
  // Beta flags (`;flag=v1`) name features that are not here.
  const [version = ''] = header.split(';');
  if (!VERSIONS.has(version) && !PREVIEW.test(version))
    throw failure('version_invalid', { version: header.slice(0, 80) });
  return header.slice(0, 200);
}

/** What reads cards in browsers has never needed another version than its first. */
const EARLIEST_NAMED = '2020-03-02';
const DATED = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

/**
 * The version of an answer that is made for another program, which may be older than the caller. So the
 * caller must name it: no default could know.
 */
export function versionNamed(header: string | undefined): string {
  if (header === undefined)
    throw failure('parameter_missing', { name: 'the header Stripe-Version' });
  return DATED.test(header) && header >= EARLIEST_NAMED ? header : versionOf(header);
}
