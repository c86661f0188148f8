import { describe, expect, test } from "vitest";
import { getCase } from "@/lib/case/queries/detail";
import { unlinkCases } from "@/lib/case-join/mutations/link-cases";
import { splitIssue } from "@/lib/case-join/mutations/split-issue";
import { listJoined } from "@/lib/case-join/queries";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { attempt, eventsOf, eventTypesOf, outcomeOf, outcomesOf, refuseEventsBy } from "../../support/evidence";
import { aCase, anIssue, aPatient, aSite, aViewer, NOW, userCtxFor } from "../../support/factories";
import { openConnections } from "../../support/races";

async function aCaseOfTwo(given = {}) {
  const site = await aSite();
  const viewer = await aViewer({ site });
  const patient = await aPatient({ site });
  const receivedAt = new Date("2026-05-04T09:00:00Z");
  const row = await aCase({ site, patientId: patient.id, reporterName: "Jo Price", receivedAt, ...given });
  const place = { caseId: row.id, siteId: site.id };
  const stays = await anIssue(place);
  const leaves = await anIssue({ ...place, position: 2, summary: "The bill was wrong", severity: 1 });
  const input = { newCaseId: newId(), issueId: leaves.id };
  return { site, viewer, ctx: userCtxFor(viewer), row, stays, leaves, input };
}

describe("splitting an issue off", () => {
  test("makes it a case of its own: same person, words and day of receipt, linked with the first", async () => {
    const { ctx, row, leaves, input } = await aCaseOfTwo();
    const { reference, otherReference } = await splitIssue(ctx, input);
    expect(reference).toBe(row.reference);
    const made = await getCase(ctx.viewer, otherReference, NOW);
    expect(made).toMatchObject({
      ...{ id: input.newCaseId, about: "The bill was wrong", severity: 1, state: "new", owner: null },
      ...{ words: row.words, reporterName: "Jo Price", receivedAt: row.receivedAt.toISOString() },
      issues: [{ id: leaves.id, position: 1 }],
    });
    expect((await getCase(ctx.viewer, row.reference, NOW)).issues).toHaveLength(1);
    const labels = async (id: string) => (await listJoined(ctx.viewer, id)).links.map(({ label }) => label);
    expect(await labels(row.id)).toEqual(["Split off"]);
    expect(await labels(made.id)).toEqual(["Split from"]);
    expect((await listJoined(ctx.viewer, made.id)).splitFrom).toBe(row.reference);
    expect((await listJoined(ctx.viewer, row.id)).splitFrom).toBeNull();
    expect(await eventTypesOf("case", made.id)).toEqual(["case.logged", "case.split"]);
    expect(await eventsOf("case", row.id)).toMatchObject([
      { type: "case.split", data: { otherReference, as: "original", position: 2 } },
    ]);
  });

  test("keeps its owner", async () => {
    const owner = await aViewer({ site: await aSite() });
    const { ctx, input } = await aCaseOfTwo({ ownerId: owner.personId, state: "investigating" });
    await splitIssue(ctx, input);
    expect(await systemDb().case.findUniqueOrThrow({ where: { id: input.newCaseId } })).toMatchObject({
      ...{ ownerId: owner.personId, state: "triaged" },
    });
  });

  test("sent twice makes one", async () => {
    const { ctx, row, input } = await aCaseOfTwo();
    await openConnections(4);
    const outcomes = await outcomesOf([splitIssue(ctx, input), splitIssue(ctx, input)]);
    expect(outcomes).toContain("done");
    expect(await outcomeOf(splitIssue(ctx, input))).toBe("done");
    expect(await systemDb().case.count({ where: { siteId: row.siteId } })).toBe(2);
  });

  test("leaves the last issue", async () => {
    const { ctx, stays, input } = await aCaseOfTwo();
    await splitIssue(ctx, input);
    const { outcome, changed } = await attempt(() => splitIssue(ctx, { newCaseId: newId(), issueId: stays.id }));
    expect({ outcome, changed }).toEqual({ outcome: "CONFLICT", changed: [] });
  });

  test("stays linked", async () => {
    const { ctx, row, input } = await aCaseOfTwo();
    await splitIssue(ctx, input);
    const [link] = (await listJoined(ctx.viewer, row.id)).links;
    const removal = { linkId: link?.id ?? "", caseId: row.id, reason: "No." };
    expect(link?.mayRemove).toBe(false);
    expect(await outcomeOf(unlinkCases(ctx, removal))).toBe("CONFLICT");
  });

  test("is refused by role, scope and state, and rolls back with its event", async () => {
    const { site, viewer, ctx, row, input } = await aCaseOfTwo();
    const auditor = userCtxFor(await aViewer({ site, role: "auditor" }));
    const stranger = userCtxFor(await aViewer({ site: await aSite() }));
    expect(await outcomeOf(splitIssue(auditor, input))).toBe("FORBIDDEN");
    expect(await outcomeOf(splitIssue(stranger, input))).toBe("NOT_FOUND");
    await systemDb().case.update({ where: { id: row.id }, data: { state: "closed", closedAt: NOW } });
    expect(await outcomeOf(splitIssue(ctx, input))).toBe("FORBIDDEN");
    await systemDb().case.update({ where: { id: row.id }, data: { state: "new", closedAt: null } });
    await refuseEventsBy(viewer.personId);
    const { outcome, changed } = await attempt(() => splitIssue(ctx, input));
    expect({ outcome, changed }).toEqual({ outcome: "stopped by the database", changed: [] });
  });
});
