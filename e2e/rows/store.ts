import { Pool } from "pg";
import { newId } from "@/lib/shared/ids";

export type Named = { id: string; name: string };

/** A word of letters that no other test has, so that a search finds what this test made and nothing else. */
export function uniqueWord(): string {
  const letters = newId()
    .slice(-12)
    .replace(/\d/g, (digit) => "ghijklmnop".charAt(Number(digit)));
  return letters.charAt(0).toUpperCase() + letters.slice(1);
}

/** What writes and reads the rows of a test. */
export abstract class RowStore {
  private readonly pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 4 });
  // The planner knows a handful of sites, would read every table whole for three of them, and plans anew each time to see whether it is so.
  private readonly planned = new Pool({
    connectionString: process.env.DATABASE_URL,
    max: 1,
    idleTimeoutMillis: 0,
    options: "-c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c jit=off",
  });

  async read<T extends object>(sql: string, values: unknown[] = []): Promise<T[]> {
    return (await this.pool.query<T>(sql, values)).rows;
  }

  /** For a long statement that is asked often: planned once, and by indexes. */
  protected async readPrepared<T extends object>(name: string, text: string, values: unknown[]): Promise<T[]> {
    return (await this.planned.query<T>({ name, text, values })).rows;
  }

  async count(table: string, where: string, ...values: unknown[]): Promise<number> {
    const [row] = await this.read<{ count: number }>(
      `SELECT count(*)::int AS "count" FROM "${table}" WHERE ${where}`,
      values,
    );
    return row?.count ?? 0;
  }

  async write(sql: string, values: unknown[] = []): Promise<void> {
    await this.pool.query(sql, values);
  }

  async close(): Promise<void> {
    await Promise.all([this.pool.end(), this.planned.end()]);
  }

  protected async insert<T extends object>(table: string, row: T): Promise<T> {
    const columns = Object.keys(row).map((column) => `"${column}"`);
    const places = columns.map((_, index) => `$${index + 1}`);
    await this.write(`INSERT INTO "${table}" (${columns.join()}) VALUES (${places.join()})`, Object.values(row));
    return row;
  }
}
