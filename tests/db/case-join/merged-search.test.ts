import { expect, test } from "vitest";
import { mergeCases, unmergeCases } from "@/lib/case-join/mutations/merge-cases";
import { mergeCasesSchema } from "@/lib/case-join/schema";
import { systemDb } from "@/lib/platform/db";
import { searchableAtEnd } from "@/lib/platform/search-later";
import { newId } from "@/lib/shared/ids";
import { aCase, anIssue, aSite, aViewer, userCtxFor } from "../../support/factories";

const textOf = async (caseId: string) =>
  (await systemDb().searchDocument.findUniqueOrThrow({ where: { caseId } })).text;

/** How many of these documents are other than the tables say. */
async function stale(...ids: string[]): Promise<number> {
  const [row] = await systemDb().$queryRaw<{ count: number }[]>`SELECT heard_search_index(${ids}::uuid[]) AS "count"`;
  return row?.count ?? -1;
}

test("what goes over with a merge is found with the survivor at once, and back with the undoing", async () => {
  const site = await aSite();
  const ctx = userCtxFor(await aViewer({ site, role: "supervisor" }));
  const [survivor, merged] = [await aCase({ site }), await aCase({ site })];
  await anIssue({ caseId: survivor.id, siteId: site.id });
  for (let position = 1; position <= 12; position++) {
    await anIssue({ caseId: merged.id, siteId: site.id, position, summary: `Marmot number ${position}` });
  }
  const mergeId = newId();
  const form = { mergeId, caseId: merged.id, into: survivor.reference, reason: "One fall, told twice." };
  await mergeCases(ctx, mergeCasesSchema.parse(form));
  expect(await textOf(survivor.id)).toContain("marmot number 12");
  expect(await textOf(merged.id)).not.toContain("marmot");
  expect(await stale(survivor.id, merged.id)).toBe(0);
  await unmergeCases(ctx, { mergeId, reason: "Two falls after all." });
  expect(await textOf(merged.id)).toContain("marmot number 12");
  expect(await textOf(survivor.id)).not.toContain("marmot");
  expect(await stale(survivor.id, merged.id)).toBe(0);
});

test("who changes a case in the same transaction afterwards is searched for too", async () => {
  const row = await aCase({ site: await aSite() });
  await systemDb().$transaction(async (tx) => {
    await searchableAtEnd(tx, [row.id], () => tx.case.update({ where: { id: row.id }, data: { about: "A vole" } }));
    await tx.case.update({ where: { id: row.id }, data: { about: "A shrew" } });
  });
  expect(await textOf(row.id)).toContain("a shrew");
});
