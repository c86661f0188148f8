import { withClient } from "./databases";

/** What a database is made of, one line for each thing; `special` are the indexes that a Prisma schema cannot say. */
type Catalog = { lines: Set<string>; special: Set<string> };

const COLUMNS = `
  select format('column %s.%s %s%s%s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
    case when a.attnotnull then ' not null' else '' end,
    coalesce(case when a.attgenerated = '' then ' default ' || pg_get_expr(d.adbin, d.adrelid) end, '')) as line
  from pg_class c
  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
    and c.relname <> '_prisma_migrations'`;

const TABLES = `
  select format('table %s', relname) as line from pg_class
  where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition
    and relname <> '_prisma_migrations'`;

const ENUMS = `
  select format('enum %s: %s', t.typname, string_agg(e.enumlabel, ', ' order by e.enumsortorder)) as line
  from pg_type t join pg_enum e on e.enumtypid = t.oid
  where t.typnamespace = 'public'::regnamespace group by t.typname`;

const KEYS = `
  select format('key %s of %s: %s', k.conname, c.relname, pg_get_constraintdef(k.oid)) as line
  from pg_constraint k join pg_class c on c.oid = k.conrelid
  where k.connamespace = 'public'::regnamespace and k.contype in ('p', 'u', 'f') and not c.relispartition
    and c.relname <> '_prisma_migrations'`;

const INDEXES = `
  select 'index ' || pg_get_indexdef(i.indexrelid) as line,
    i.indexprs is not null or i.indpred is not null or i.indnullsnotdistinct or m.amname <> 'btree'
      or exists (select from unnest(i.indclass) as used(oid) join pg_opclass o on o.oid = used.oid where not o.opcdefault) as special
  from pg_index i
  join pg_class x on x.oid = i.indexrelid
  join pg_class c on c.oid = i.indrelid
  join pg_am m on m.oid = x.relam
  where x.relnamespace = 'public'::regnamespace and not c.relispartition and c.relname <> '_prisma_migrations'
    and not exists (select from pg_constraint k where k.conindid = x.oid and k.contype in ('p', 'u'))`;

export function readCatalog(connectionString: string): Promise<Catalog> {
  return withClient(connectionString, async (client) => {
    const catalog: Catalog = { lines: new Set(), special: new Set() };
    for (const query of [TABLES, COLUMNS, ENUMS, KEYS, INDEXES]) {
      const { rows } = await client.query<{ line: string; special?: boolean }>(query);
      for (const { line, special } of rows) {
        catalog.lines.add(line);
        if (special) catalog.special.add(line);
      }
    }
    return catalog;
  });
}

/** Where a migrated database and the one that prisma/schema describes differ, apart from what the latter cannot say. */
export function listDifferences({ migrated, described }: { migrated: Catalog; described: Catalog }): string[] {
  const undescribed = [...migrated.lines].filter((line) => !described.lines.has(line) && !migrated.special.has(line));
  const unmigrated = [...described.lines].filter((line) => !migrated.lines.has(line));
  return [
    ...undescribed.map((line) => `only after the migrations: ${line}`),
    ...unmigrated.map((line) => `only in prisma/schema: ${line}`),
  ].sort();
}
