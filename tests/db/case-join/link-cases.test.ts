import { describe, expect, test } from "vitest";
import { linkCases, unlinkCases } from "@/lib/case-join/mutations/link-cases";
import { listJoined } from "@/lib/case-join/queries";
import { linkCasesSchema } from "@/lib/case-join/schema";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import {
  attempt,
  eventsOf,
  eventTypesOf,
  outcomeOf,
  outcomesOf,
  refusalOf,
  refuseEventsBy,
} from "../../support/evidence";
import { aCase, aSite, aViewer, userCtxFor } from "../../support/factories";
import { openConnections } from "../../support/races";

const linking = (own: { id: string }, other: { reference: string }, form = {}) =>
  linkCasesSchema.parse({
    ...{ linkId: newId(), caseId: own.id, other: other.reference, relation: "follow_up", note: "" },
    ...form,
  });

async function aPair() {
  const site = await aSite();
  const viewer = await aViewer({ site });
  return { site, viewer, ctx: userCtxFor(viewer), own: await aCase({ site }), other: await aCase({ site }) };
}

describe("linking two cases", () => {
  test("shows on both sides, each in its own words", async () => {
    const { ctx, own, other } = await aPair();
    const input = linking(own, other, { note: "Same ward." });
    await linkCases(ctx, input);
    const seenFrom = async (id: string) => (await listJoined(ctx.viewer, id)).links;
    expect(await seenFrom(own.id)).toMatchObject([
      { reference: other.reference, label: "Follow-up of", note: "Same ward." },
    ]);
    expect(await seenFrom(other.id)).toMatchObject([{ reference: own.reference, label: "Followed up by" }]);
    const { linkId } = input;
    expect(await eventsOf("case", own.id)).toMatchObject([
      { type: "case.linked", data: { linkId, label: "Follow-up of" } },
    ]);
    expect(await eventsOf("case", other.id)).toMatchObject([{ data: { linkId, label: "Followed up by" } }]);
    expect(JSON.stringify(await eventsOf("case", own.id))).not.toContain("Same ward");
  });

  test("the other way round turns its words", async () => {
    const { ctx, own, other } = await aPair();
    await linkCases(ctx, linking(own, other, { relation: "followed_up_by" }));
    expect((await listJoined(ctx.viewer, own.id)).links).toMatchObject([{ label: "Followed up by" }]);
  });

  test("sent twice links once; a second link is refused from whichever side, also at the same moment", async () => {
    const { ctx, own, other } = await aPair();
    const input = linking(own, other);
    await openConnections(4);
    const works = [linkCases(ctx, input), linkCases(ctx, linking(other, own))];
    expect(await outcomesOf(works)).toEqual(["INVALID", "done"]);
    const [row] = await systemDb().caseLink.findMany({ where: { siteId: own.siteId } });
    if (row?.id === input.linkId) await linkCases(ctx, input);
    expect(await systemDb().caseLink.count({ where: { siteId: own.siteId } })).toBe(1);
    expect(await outcomeOf(linkCases(ctx, linking(other, own, { relation: "related" })))).toBe("INVALID");
  });

  test("is refused to itself, to what one cannot open and to a merged case", async () => {
    const { site, ctx, own, other } = await aPair();
    const merged = await aCase({ site, mergedIntoId: other.id });
    const foreign = await aCase({ site: await aSite() });
    const why = async (to: { reference: string }) =>
      (await refusalOf(linkCases(ctx, linking(own, to)))).details.fieldErrors?.other?.[0];
    expect(await why(own)).toMatch(/the case itself/);
    expect(await why(foreign)).toMatch(/no case with this reference/);
    expect(await why(merged)).toMatch(/Link that one/);
    expect(await outcomeOf(linkCases(ctx, linking(foreign, own)))).toBe("NOT_FOUND");
  });

  test("to another site works for whoever sees both, and is hidden from whoever does not", async () => {
    const { site, ctx, own } = await aPair();
    const elsewhere = await aSite({ organisationId: site.organisationId });
    const there = await aCase({ site: elsewhere, state: "closed" });
    const both = userCtxFor(await aViewer({ site, also: [{ role: "auditor", site: elsewhere }] }));
    await linkCases(both, linking(own, there));
    expect((await listJoined(both.viewer, own.id)).links).toHaveLength(1);
    expect((await listJoined(ctx.viewer, own.id)).links).toEqual([]);
  });

  test("is refused to whoever only reads, and rolls back with its event", async () => {
    const { site, viewer, ctx, own, other } = await aPair();
    const auditor = userCtxFor(await aViewer({ site, role: "auditor" }));
    expect(await outcomeOf(linkCases(auditor, linking(own, other)))).toBe("FORBIDDEN");
    await refuseEventsBy(viewer.personId);
    const { outcome, changed } = await attempt(() => linkCases(ctx, linking(own, other)));
    expect({ outcome, changed }).toEqual({ outcome: "stopped by the database", changed: [] });
  });
});

describe("taking a link off", () => {
  test("keeps it readable with the reason, is told on both sides, and makes room for another", async () => {
    const { ctx, own, other } = await aPair();
    const input = linking(own, other);
    await linkCases(ctx, input);
    const removal = { linkId: input.linkId, caseId: other.id, reason: "Another patient." };
    await unlinkCases(ctx, removal);
    expect((await listJoined(ctx.viewer, own.id)).links).toMatchObject([
      { voidReason: "Another patient.", mayRemove: false },
    ]);
    expect(await eventTypesOf("case", own.id)).toEqual(["case.linked", "case.unlinked"]);
    expect(await eventTypesOf("case", other.id)).toEqual(["case.linked", "case.unlinked"]);
    expect(await outcomeOf(unlinkCases(ctx, removal))).toBe("CONFLICT");
    expect(await outcomeOf(linkCases(ctx, linking(other, own)))).toBe("done");
  });

  test("is refused by role and scope, and rolls back with its event", async () => {
    const { site, viewer, ctx, own, other } = await aPair();
    const input = linking(own, other);
    await linkCases(ctx, input);
    const removal = { linkId: input.linkId, caseId: own.id, reason: "Another patient." };
    const auditor = userCtxFor(await aViewer({ site, role: "auditor" }));
    const stranger = userCtxFor(await aViewer({ site: await aSite() }));
    expect(await outcomeOf(unlinkCases(auditor, removal))).toBe("FORBIDDEN");
    expect(await outcomeOf(unlinkCases(stranger, removal))).toBe("NOT_FOUND");
    await refuseEventsBy(viewer.personId);
    const { outcome, changed } = await attempt(() => unlinkCases(ctx, removal));
    expect({ outcome, changed }).toEqual({ outcome: "stopped by the database", changed: [] });
  });
});
