import type { ColumnType } from 'kysely';
import type { AccountId } from '../domain/ids.ts';

/** JSON columns are read as values and written as text: `pg` would turn an array into a Postgres one. */
export type Json<T> = ColumnType<T, string, string>;
export type NullableJson<T> = ColumnType<T | null, string | null | undefined, string | null>;
export type Metadata = Json<Readonly<Record<string, string>>>;
/** Null where there is none, also for who does not name it. */
export type Optional<T> = ColumnType<T | null, T | null | undefined, T | null>;
/** Written once. */
export type Fixed<T> = ColumnType<T, T, never>;

/** What every row of a tenant carries. */
export interface Owned {
  account_id: Fixed<AccountId>;
  livemode: Fixed<boolean>;
  created_at: Fixed<Date>;
}
