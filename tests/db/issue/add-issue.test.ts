import { describe, expect, test } from "vitest";
import { CaseState } from "@/lib/case/schema";
import { addIssue } from "@/lib/issue/mutations/add-issue";
import { type AddIssueInput, addIssueSchema } from "@/lib/issue/schema";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { attempt, eventsOf, eventTypesOf, refusalOf, refuseEventsBy } from "../../support/evidence";
import { aCase, aSite, aUnit, aViewer, NOW, userCtxFor } from "../../support/factories";
import { openConnections } from "../../support/races";

function anIssue(caseId: string, form: Record<string, string> = {}): AddIssueInput {
  return addIssueSchema.parse({ issueId: newId(), caseId, summary: "Nobody explained it", severity: "3", ...form });
}

const issuesOf = (caseId: string) => systemDb().issue.findMany({ where: { caseId }, orderBy: { position: "asc" } });

describe("adding an issue", () => {
  test("puts it after the others and records it", async () => {
    const site = await aSite();
    const unit = await aUnit(site);
    const dana = await aViewer({ site });
    const given = await aCase({ site });
    const first = anIssue(given.id, { category: "communication", unitId: unit.id });
    await addIssue(userCtxFor(dana), first);
    await addIssue(userCtxFor(dana), anIssue(given.id, { summary: "Cold food", severity: "1" }));
    expect(await issuesOf(given.id)).toMatchObject([
      {
        id: first.issueId,
        position: 1,
        summary: "Nobody explained it",
        severity: 3,
        category: "communication",
        unitId: unit.id,
      },
      { position: 2, summary: "Cold food", severity: 1, category: null, unitId: null, siteId: site.id },
    ]);
    expect((await eventsOf("case", given.id))[0]).toEqual({
      type: "issue.added",
      data: { issueId: first.issueId, summary: "Nobody explained it", severity: 3 },
      at: NOW,
      actorId: dana.personId,
      actorName: dana.name,
      siteId: site.id,
    });
  });

  test.each([
    ["associate", "done"],
    ["supervisor", "done"],
    ["manager", "done"],
    ["administrator", "NOT_FOUND"],
    ["responder", "NOT_FOUND"],
    ["auditor", "FORBIDDEN"],
  ] as const)("as %s: %s", async (role, outcome) => {
    const site = await aSite();
    const given = await aCase({ site });
    const ctx = userCtxFor(await aViewer({ site, role }));
    const ended = await attempt(() => addIssue(ctx, anIssue(given.id)));
    expect(ended.outcome).toBe(outcome);
    if (outcome !== "done") expect(ended.changed).toEqual([]);
  });

  test.each(Object.values(CaseState))("to a case that is %s is refused only when it is closed", async (state) => {
    const site = await aSite();
    const given = await aCase({ site, state });
    const ctx = userCtxFor(await aViewer({ site }));
    const ended = await attempt(() => addIssue(ctx, anIssue(given.id)));
    expect(ended.outcome).toBe(state === "closed" ? "FORBIDDEN" : "done");
    if (state === "closed") expect(ended.changed).toEqual([]);
  });

  test("to a case of another site, or to none, is not found", async () => {
    const given = await aCase({ site: await aSite() });
    const ctx = userCtxFor(await aViewer({ site: await aSite(), role: "manager" }));
    for (const id of [given.id, newId()]) {
      expect(await attempt(() => addIssue(ctx, anIssue(id)))).toEqual({ outcome: "NOT_FOUND", changed: [] });
    }
  });

  test("about a unit of another site is refused beside the field", async () => {
    const site = await aSite();
    const given = await aCase({ site });
    const foreign = await aUnit(await aSite());
    const ctx = userCtxFor(await aViewer({ site }));
    const refusal = await refusalOf(addIssue(ctx, anIssue(given.id, { unitId: foreign.id })));
    expect(refusal.details.fieldErrors).toEqual({ unitId: ["Choose a unit of this site."] });
    expect(await issuesOf(given.id)).toEqual([]);
  });

  test("that is sent twice, or five times at once, adds it once", async () => {
    const site = await aSite();
    const ctx = userCtxFor(await aViewer({ site }));
    const given = await aCase({ site });
    const issue = anIssue(given.id);
    await addIssue(ctx, issue);
    await Promise.all(Array.from({ length: 5 }, () => addIssue(ctx, issue)));
    expect(await issuesOf(given.id)).toHaveLength(1);
    expect(await eventTypesOf("case", given.id)).toEqual(["issue.added"]);
  });

  test("by eight people at once gives each a place of its own", async () => {
    const site = await aSite();
    const given = await aCase({ site });
    const people = await Promise.all(Array.from({ length: 8 }, () => aViewer({ site })));
    await openConnections(10);
    await Promise.all(people.map((viewer) => addIssue(userCtxFor(viewer), anIssue(given.id))));
    expect((await issuesOf(given.id)).map(({ position }) => position)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(await eventTypesOf("case", given.id)).toHaveLength(8);
  });

  test("past a hundred is refused with what to do", async () => {
    const site = await aSite();
    const given = await aCase({ site });
    await systemDb().issue.create({
      data: { id: newId(), caseId: given.id, siteId: site.id, position: 100, summary: "The last", severity: 1 },
    });
    const ctx = userCtxFor(await aViewer({ site }));
    const refusal = await refusalOf(addIssue(ctx, anIssue(given.id)));
    expect(refusal.details.fieldErrors?.summary?.join()).toMatch(/at most 100 issues/);
  });

  test("that cannot be recorded does not happen at all", async () => {
    const site = await aSite();
    const dana = await aViewer({ site });
    const given = await aCase({ site });
    await refuseEventsBy(dana.personId);
    const ended = await attempt(() => addIssue(userCtxFor(dana), anIssue(given.id)));
    expect(ended).toEqual({ outcome: "stopped by the database", changed: [] });
  });
});
