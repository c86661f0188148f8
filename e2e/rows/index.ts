import { ImprovementRows } from "./improvement";
import type { Named } from "./store";

export type { Role } from "@/lib/platform/generated/enums";
export type { Person, Place } from "./access";
export type { Case } from "./case";
export { type Named, uniqueWord } from "./store";

/** Rows made straight in the database, with plain defaults: what a test needs and nobody else touches. */
export class Rows extends ImprovementRows {
  private fingerprintSql: string | undefined;

  /** One short text for everything that stands at these sites, and for what their people have, so that a change of any row shows. */
  async fingerprint(...sites: Named[]): Promise<string> {
    this.fingerprintSql ??= await this.makeFingerprintSql();
    const sum = await this.readPrepared<{ sum: string | null }>("fingerprint", this.fingerprintSql, [
      sites.map(({ id }) => id),
    ]);
    return sum[0]?.sum ?? "";
  }

  // One statement over every table that knows its site, but for the counts that a job keeps of them. When a session was seen last is no change.
  private async makeFingerprintSql(): Promise<string> {
    const ofSites = await this.read<{ table: string }>(
      `SELECT table_name AS "table" FROM information_schema.columns
       WHERE table_schema = 'public' AND column_name = 'siteId' AND table_name NOT LIKE 'Rollup%' ORDER BY 1`,
    );
    const people = '(SELECT "personId" FROM "RoleGrant" WHERE "siteId" = ANY ($1::uuid[]))';
    const parts = [
      ["Site", '"id" = ANY ($1::uuid[])'],
      ["Person", `"id" IN ${people}`],
      ["Session", `"personId" IN ${people}`],
      ["Draft", `"personId" IN ${people}`],
      ["Absence", `"personId" IN ${people}`],
      ...ofSites.map(({ table }) => [table, '"siteId" = ANY ($1::uuid[])']),
    ].map(
      ([table, where]) =>
        `SELECT '${table} ' || (to_jsonb(t) - 'lastSeenAt')::text COLLATE "C" AS line FROM "${table}" t WHERE ${where}`,
    );
    return `SELECT md5(string_agg(line, E'\\n' ORDER BY line)) AS "sum" FROM (${parts.join(" UNION ALL ")}) lines`;
  }
}
