/**
 * The schema as text, read from the catalog and not from the migrations that made it: what the newest
 * of many migrations left behind is then one page, and a review sees every change of it as a diff. It
 * is SQL that makes the same schema again. The role that it grants to belongs to the server, and the
 * migrator's own tables to the migrator: neither is told.
 */
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Database } from '../database.ts';
import { openDatabase } from '../open.ts';

type Statements = RawBuilder<{ readonly statement: string }>;

const ourTables = sql`
  select oid, relname, relkind, reloptions, relacl, relowner from pg_class
  where relnamespace = current_schema()::regnamespace and relname not like 'schema\_migration%'
`;

const domains: Statements = sql`
  select format(E'create domain %I as %s collate %I\n  %s;', t.typname,
    format_type(t.typbasetype, t.typtypmod), l.collname,
    string_agg(format('constraint %I %s', c.conname, pg_get_constraintdef(c.oid, true)), E'\n  '
      order by c.conname collate "C")) as statement
  from pg_type t
  join pg_collation l on l.oid = t.typcollation
  join pg_constraint c on c.contypid = t.oid and c.contype = 'c'
  where t.typnamespace = current_schema()::regnamespace and t.typtype = 'd'
  group by t.oid, l.oid
  order by t.typname collate "C"
`;

const sequences: Statements = sql`
  select format('create sequence %I;', s.relname) as statement
  from (${ourTables}) as s
  where s.relkind = 'S'
  order by s.relname collate "C"
`;

/** Foreign keys come later: the tables that they need must be there. */
const tables: Statements = sql`
  select format(E'create table %I (\n  %s\n)%s;', t.relname,
    string_agg(line.text, E',\n  ' order by line.part, line.position, line.name collate "C"),
    ' with (' || array_to_string(t.reloptions, ', ') || ')') as statement
  from (${ourTables}) as t
  cross join lateral (
    select 1 as part, a.attnum as position, a.attname as name,
      format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod))
        || case when a.attcollation <> y.typcollation then format(' collate %I', l.collname) else '' end
        || case when a.attnotnull then ' not null' else '' end
        || case when d.oid is null then ''
             else format(case a.attgenerated when 's' then ' generated always as (%s) stored'
               else ' default %s' end, pg_get_expr(d.adbin, d.adrelid, true)) end as text
    from pg_attribute a
    join pg_type y on y.oid = a.atttypid
    left join pg_collation l on l.oid = a.attcollation
    left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
    union all
    select case c.contype when 'p' then 2 when 'u' then 3 else 4 end, 0, c.conname,
      format('constraint %I %s', c.conname, pg_get_constraintdef(c.oid, true))
    from pg_constraint c
    where c.conrelid = t.oid and c.contype in ('c', 'p', 'u', 'x')
  ) as line
  where t.relkind = 'r'
  group by t.oid, t.relname, t.reloptions
  order by t.relname collate "C"
`;

const foreignKeys: Statements = sql`
  select format(E'alter table %I add constraint %I\n  %s;', t.relname, c.conname,
    pg_get_constraintdef(c.oid, true)) as statement
  from pg_constraint c
  join (${ourTables}) as t on t.oid = c.conrelid
  where c.contype = 'f'
  order by t.relname collate "C", c.conname collate "C"
`;

/** Those that no constraint made. */
const indexes: Statements = sql`
  select pg_get_indexdef(i.indexrelid, 0, true) || ';' as statement
  from pg_index i
  join (${ourTables}) as t on t.oid = i.indrelid
  where not exists (select from pg_constraint c where c.conindid = i.indexrelid)
  order by i.indexrelid::regclass::text collate "C"
`;

const ourFunctions = sql`
  select p.oid, trim(trailing E'\n' from pg_get_functiondef(p.oid)) || ';' as statement,
    l.lanname = 'sql' and not exists (
      select from pg_depend u where u.classid = 'pg_proc'::regclass and u.objid = p.oid
        and u.refclassid = 'pg_class'::regclass
    ) as before_tables
  from pg_proc p
  join pg_language l on l.oid = p.prolang
  where p.pronamespace = current_schema()::regnamespace
`;

/** Those that read no table: a table may need them for a default. */
const functionsForTables: Statements = sql`
  select statement from (${ourFunctions}) as f where before_tables
  order by oid::regprocedure::text collate "C"
`;

const functions: Statements = sql`
  select statement from (${ourFunctions}) as f where not before_tables
  order by oid::regprocedure::text collate "C"
`;

const triggers: Statements = sql`
  select pg_get_triggerdef(g.oid, true) || ';' || case when g.tgenabled = 'O' then ''
    else format(E'\nalter table %I disable trigger %I;', t.relname, g.tgname) end as statement
  from pg_trigger g
  join (${ourTables}) as t on t.oid = g.tgrelid
  where not g.tgisinternal
  order by t.relname collate "C", g.tgname collate "C"
`;

const views: Statements = sql`
  select format(E'create view %I%s as\n%s', t.relname,
    ' with (' || array_to_string(t.reloptions, ', ') || ')', pg_get_viewdef(t.oid, true)) as statement
  from (${ourTables}) as t
  where t.relkind = 'v'
  order by t.relname collate "C"
`;

/** What others than the owner may do: with a whole table, with some of its columns, in the schema. */
const grants: Statements = sql`
  select format('grant %s on %s to %I;', what.privileges, what.object, pg_get_userbyid(what.grantee))
    as statement
  from (
    select 'schema ' || quote_ident(n.nspname) as object, acl.grantee,
      string_agg(lower(acl.privilege_type), ', ' order by acl.privilege_type) as privileges
    from pg_namespace n
    cross join lateral aclexplode(n.nspacl) as acl
    where n.nspname = current_schema() and acl.grantee not in (0, n.nspowner)
    group by n.nspname, acl.grantee
    union all
    select case t.relkind when 'S' then 'sequence ' else '' end || quote_ident(t.relname), acl.grantee,
      string_agg(lower(acl.privilege_type), ', ' order by acl.privilege_type)
    from (${ourTables}) as t
    cross join lateral aclexplode(t.relacl) as acl
    where acl.grantee <> t.relowner
    group by t.relname, t.relkind, acl.grantee
    union all
    select quote_ident(t.relname), acl.grantee, format('%s (%s)', lower(acl.privilege_type),
      string_agg(quote_ident(a.attname), ', ' order by a.attnum))
    from (${ourTables}) as t
    join pg_attribute a on a.attrelid = t.oid
    cross join lateral aclexplode(a.attacl) as acl
    where acl.grantee <> t.relowner
    group by t.relname, acl.grantee, acl.privilege_type
  ) as what
  order by what.object collate "C", what.privileges collate "C"
`;

/** In the order in which they can be carried out, and what stands between two of a kind. */
const SECTIONS: readonly (readonly [Statements, string])[] = [
  [domains, '\n'],
  [sequences, '\n'],
  [functionsForTables, '\n\n'],
  [tables, '\n\n'],
  [foreignKeys, '\n'],
  [indexes, '\n'],
  [functions, '\n\n'],
  [triggers, '\n'],
  [views, '\n\n'],
  [grants, '\n'],
];

const TITLE = '-- Made from the migrations by `npm run generate`.';

export async function describeSchema(db: Kysely<Database>): Promise<string> {
  const sections: string[] = [TITLE];
  for (const [section, between] of SECTIONS) {
    const { rows } = await section.execute(db);
    sections.push(rows.map(({ statement }) => statement).join(between));
  }
  return `${sections.join('\n\n')}\n`;
}

/** `db/schema.sql`, from a database that the migrations have just made. */
export async function generateSchema({ databaseUrl }: { readonly databaseUrl: string }) {
  const db = openDatabase({ url: databaseUrl, as: 'owner', max: 1 });
  try {
    return [{ path: 'db/schema.sql', content: await describeSchema(db) }] as const;
  } finally {
    await db.destroy();
  }
}
