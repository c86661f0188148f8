import { systemDb } from "@/lib/platform/db";

/** Counts what is marked, as the job of every minute does. */
export async function countMarked(): Promise<void> {
  let isMore = true;
  while (isMore) {
    const rows = await systemDb().$queryRaw<{ counted: boolean }[]>`SELECT heard_rollup_next() AS "counted"`;
    isMore = rows[0]?.counted ?? false;
  }
}

/** Marks a day "yyyy-mm-dd" of every site, as a case that came in at each would. */
export async function markEverywhere(day: string): Promise<void> {
  await systemDb().$executeRaw`INSERT INTO "RollupMark" ("siteId", "day") SELECT "id", ${day}::date FROM "Site"`;
}

/** How many rows of a site's rollup a full count does not find, or finds besides. */
export async function countWrong(siteId: string): Promise<number> {
  const [row] = await systemDb().$queryRaw<{ wrong: number }[]>`
    WITH days AS (SELECT f.* FROM "Site" s, heard_rollup_days(s."id", s."timeZone", '1900-01-01', '2999-12-31') f WHERE s."id" = ${siteId}::uuid),
      issues AS (SELECT f.* FROM "Site" s, heard_rollup_issues(s."id", s."timeZone", '1900-01-01', '2999-12-31') f WHERE s."id" = ${siteId}::uuid),
      groups AS (SELECT f.* FROM "Site" s, heard_rollup_groups(s."id", s."timeZone", '1900-01-01', '2999-12-31') f WHERE s."id" = ${siteId}::uuid),
      months AS (SELECT * FROM heard_rollup_group_months(${siteId}::uuid, '1900-01-01', '2999-12-31')),
      weeks AS (SELECT * FROM heard_rollup_issue_weeks(${siteId}::uuid, '1900-01-01', '2999-12-31')),
      kept_weeks AS (
        SELECT to_date(y."year" || '-' || w."week", 'IYYY-IW') AS "monday", y."unitId", y."kind", y."category", w."issues"
        FROM "RollupIssueYear" y CROSS JOIN LATERAL unnest(y."weeks") WITH ORDINALITY w("issues", "week")
        WHERE y."siteId" = ${siteId}::uuid AND w."issues" <> 0
      ),
      sums AS (SELECT * FROM heard_rollup_month_sums(${siteId}::uuid, '1900-01-01', '2999-12-31')),
      kept_sums AS (SELECT * FROM "RollupMonth" WHERE "siteId" = ${siteId}::uuid),
      issue_sums AS (SELECT * FROM heard_rollup_issue_month_sums(${siteId}::uuid, '1900-01-01', '2999-12-31')),
      kept_issue_sums AS (SELECT * FROM "RollupIssueMonth" WHERE "siteId" = ${siteId}::uuid),
      times AS (SELECT * FROM heard_rollup_time_months(${siteId}::uuid, '1900-01-01', '2999-12-31')),
      kept_times AS (SELECT * FROM "RollupTimeMonth" WHERE "siteId" = ${siteId}::uuid),
      answers AS (SELECT f.* FROM "Site" s, heard_rollup_answer_months(s."id", s."timeZone", '1900-01-01', '2999-12-31') f WHERE s."id" = ${siteId}::uuid),
      kept_answers AS (SELECT * FROM "RollupAnswerMonth" WHERE "siteId" = ${siteId}::uuid),
      referrals AS (SELECT * FROM heard_rollup_referrals(${siteId}::uuid, '1900-01-01', '2999-12-31')),
      kept_referrals AS (SELECT * FROM "RollupReferral" WHERE "siteId" = ${siteId}::uuid),
      kept_months AS (SELECT * FROM "RollupGroupMonth" WHERE "siteId" = ${siteId}::uuid),
      kept_days AS (SELECT * FROM "RollupDay" WHERE "siteId" = ${siteId}::uuid),
      kept_issues AS (SELECT * FROM "RollupIssue" WHERE "siteId" = ${siteId}::uuid),
      kept_groups AS (SELECT * FROM "RollupGroup" WHERE "siteId" = ${siteId}::uuid)
    SELECT ((SELECT count(*) FROM (TABLE days EXCEPT ALL TABLE kept_days) x) + (SELECT count(*) FROM (TABLE kept_days EXCEPT ALL TABLE days) x)
      + (SELECT count(*) FROM (TABLE issues EXCEPT ALL TABLE kept_issues) x) + (SELECT count(*) FROM (TABLE kept_issues EXCEPT ALL TABLE issues) x)
      + (SELECT count(*) FROM (TABLE groups EXCEPT ALL TABLE kept_groups) x) + (SELECT count(*) FROM (TABLE kept_groups EXCEPT ALL TABLE groups) x)
      + (SELECT count(*) FROM (TABLE sums EXCEPT ALL TABLE kept_sums) x) + (SELECT count(*) FROM (TABLE kept_sums EXCEPT ALL TABLE sums) x)
      + (SELECT count(*) FROM (TABLE issue_sums EXCEPT ALL TABLE kept_issue_sums) x)
      + (SELECT count(*) FROM (TABLE kept_issue_sums EXCEPT ALL TABLE issue_sums) x)
      + (SELECT count(*) FROM (TABLE times EXCEPT ALL TABLE kept_times) x) + (SELECT count(*) FROM (TABLE kept_times EXCEPT ALL TABLE times) x)
      + (SELECT count(*) FROM (TABLE answers EXCEPT ALL TABLE kept_answers) x)
      + (SELECT count(*) FROM (TABLE kept_answers EXCEPT ALL TABLE answers) x)
      + (SELECT count(*) FROM (TABLE referrals EXCEPT ALL TABLE kept_referrals) x)
      + (SELECT count(*) FROM (TABLE kept_referrals EXCEPT ALL TABLE referrals) x)
      + (SELECT count(*) FROM (TABLE weeks EXCEPT ALL TABLE kept_weeks) x) + (SELECT count(*) FROM (TABLE kept_weeks EXCEPT ALL TABLE weeks) x)
      + (SELECT count(*) FROM (TABLE months EXCEPT ALL TABLE kept_months) x) + (SELECT count(*) FROM (TABLE kept_months EXCEPT ALL TABLE months) x))::int AS "wrong"`;
  return row?.wrong ?? -1;
}
