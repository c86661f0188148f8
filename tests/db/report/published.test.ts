import { expect, test } from "vitest";
import { systemCtx } from "@/lib/platform/context";
import { systemDb } from "@/lib/platform/db";
import { countReport } from "@/lib/report/mutations/count-report";
import { makeReport } from "@/lib/report/mutations/make-report";
import { getReport } from "@/lib/report/queries/reports";
import { tellFigure } from "@/lib/report/rules/tell";
import { makeReportSchema } from "@/lib/report/schema";
import { newId } from "@/lib/shared/ids";
import { aCase, anIssue, aSite, aViewer, NOW, type Place, userCtxFor } from "../../support/factories";

const LIKE = `"siteId", "kind", "channel", "reporterKind", "about", "words", "severity", "packId", "loggedById", "loggedAt", "receivedAt", "updatedAt"`;

/** New complaints and those of them that were resolved, by what became of them. In a database of its own, which needs no index for so few. */
async function loadPublished(site: Place): Promise<void> {
  const { id } = await aCase({ site, receivedAt: new Date("2026-04-02T10:00:00Z") });
  await anIssue({ caseId: id, siteId: site.id });
  const statements = [
    "SET LOCAL session_replication_role = replica",
    "SET LOCAL statement_timeout = 0",
    `DO $$ DECLARE one record; BEGIN
       FOR one IN SELECT i.indexrelid::regclass AS name FROM pg_index i WHERE i.indrelid IN ('"Case"'::regclass, '"Closing"'::regclass) AND NOT i.indisunique LOOP
         EXECUTE 'DROP INDEX ' || one.name;
       END LOOP; END $$`,
    `INSERT INTO "Case" ("id", "reference", "idempotencyKey", "state", "closedAt", ${LIKE})
     SELECT gen_random_uuid(), 'X-' || n, gen_random_uuid(), (CASE WHEN n <= 27222 THEN 'closed' ELSE 'new' END)::"CaseState",
            CASE WHEN n <= 27222 THEN timestamptz '2026-04-20' END, ${LIKE}
     FROM "Case", generate_series(1, 27789) n WHERE "id" = '${id}'`,
    `INSERT INTO "Issue" ("id", "caseId", "siteId", "position", "summary", "severity", "finding")
     SELECT gen_random_uuid(), "id", "siteId", 1, 'The wait', 2,
            (CASE WHEN "closedAt" IS NULL THEN NULL WHEN substr("reference", 3)::int <= 9175 THEN 'upheld'
              WHEN substr("reference", 3)::int <= 17616 THEN 'partly_upheld' ELSE 'not_upheld' END)::"Finding"
     FROM "Case" WHERE "siteId" = '${site.id}' AND "reference" LIKE 'X-%'`,
    `INSERT INTO "Closing" ("id", "caseId", "siteId", "outcome", "summary", "hasChanged", "lesson", "closedById", "closedAt")
     SELECT gen_random_uuid(), "id", "siteId", 'answered', 'Done.', false, 'None.', "loggedById", "closedAt"
     FROM "Case" WHERE "siteId" = '${site.id}' AND "closedAt" IS NOT NULL`,
    `CREATE INDEX ON "Closing" ("caseId")`,
    `ANALYZE "Case", "Closing", "Issue"`,
  ];
  await systemDb().$transaction(
    async (tx) => {
      for (const statement of statements) await tx.$executeRawUnsafe(statement);
    },
    { timeout: 60_000 },
  );
}

/** Source: NHS Digital, written complaints in 2017-18, third quarter, key facts (OGL v3). */
test("a return shows the percentages that were published, from cases with those counts", async () => {
  const site = await aSite();
  const viewer = await aViewer({ site, role: "manager" });
  await loadPublished(site);
  const asked = { reportId: newId(), kind: "ko41a", siteIds: site.id, from: "2026-04-01", to: "2026-04-30" };
  await makeReport(userCtxFor(viewer), makeReportSchema.parse(asked));
  await countReport({ ...systemCtx("Reports"), now: NOW }, asked.reportId);
  const { result } = await getReport(viewer, asked.reportId);
  const figures = result?.sections.flatMap((section) => section.figures) ?? [];
  expect(Object.fromEntries(figures.map((figure) => [figure.label, tellFigure(figure)]))).toMatchObject({
    ...{ New: "27,790", Resolved: "27,222", "Carried forward": "568" },
    ...{ "Resolved: upheld": "33.7%", "Resolved: partially upheld": "31.0%", "Resolved: not upheld": "35.3%" },
  });
  // The dashboards were told nothing of what was loaded past their triggers.
  expect(result?.checks.filter(({ holds, rule }) => !holds && rule !== "Insights counts the same")).toEqual([]);
}, 60_000);
