import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { assignCase, takeCase } from "@/lib/case/mutations/assign-case";
import { moveCase } from "@/lib/case/mutations/move-case";
import { getCase } from "@/lib/case/queries/detail";
import { listOwnOpen } from "@/lib/case/queries/lists";
import { countTabs, listTriage } from "@/lib/case/queries/queue";
import { linkCases } from "@/lib/case-join/mutations/link-cases";
import { mergeCases, unmergeCases } from "@/lib/case-join/mutations/merge-cases";
import { splitIssue } from "@/lib/case-join/mutations/split-issue";
import { findMergedInto, listJoined } from "@/lib/case-join/queries";
import { mergeCasesSchema } from "@/lib/case-join/schema";
import { addNote } from "@/lib/contact/mutations/add-note";
import { logContact } from "@/lib/contact/mutations/log-contact";
import { raiseEscalation } from "@/lib/escalation/mutations/raise-escalation";
import { addIssue } from "@/lib/issue/mutations/add-issue";
import { addIssueSchema } from "@/lib/issue/schema";
import type { UserCtx } from "@/lib/platform/context";
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
import {
  aCase,
  aDispute,
  anEscalation,
  anIssue,
  aRequest,
  aSite,
  aUnit,
  aViewer,
  logContactInput,
  NOW,
  userCtxFor,
} from "../../support/factories";
import { openConnections } from "../../support/races";

type Row = Awaited<ReturnType<typeof aCase>>;

const merging = (merged: { id: string }, survivor: { reference: string }, form = {}) =>
  mergeCasesSchema.parse({
    ...{ mergeId: newId(), caseId: merged.id, into: survivor.reference, reason: "One fall, told twice." },
    ...form,
  });
const undoing = (mergeId: string) => ({ mergeId, reason: "Two falls after all." });
const kept = (id: string) => systemDb().case.findUniqueOrThrow({ where: { id } });
const issuesOf = async (caseId: string) =>
  (await systemDb().issue.findMany({ where: { caseId }, orderBy: { position: "asc" } })).map(({ id, position }) => ({
    id,
    position,
  }));

async function aPair(role: "associate" | "supervisor" = "supervisor") {
  const site = await aSite();
  const viewer = await aViewer({ site, role });
  const own = { ownerId: viewer.personId, state: "investigating" as const };
  const [survivor, merged] = [await aCase({ site, ...own }), await aCase({ site, ...own })];
  const kept = await anIssue({ caseId: survivor.id, siteId: site.id });
  const place = { caseId: merged.id, siteId: site.id };
  const [first, second] = [await anIssue(place), await anIssue({ ...place, position: 2 })];
  return { site, viewer, ctx: userCtxFor(viewer), survivor, merged, issues: { kept, first, second } };
}

describe("merging a case into another", () => {
  test("takes its issues and open requests over, leaves a pointer and its state as it was", async () => {
    const { site, ctx, survivor, merged, issues } = await aPair("associate");
    const unit = await aUnit(site);
    const open = await aRequest({ of: merged, unitId: unit.id });
    const settled = await aRequest({ of: merged, unitId: unit.id, state: "answered" });
    const input = merging(merged, survivor);
    expect(await mergeCases(ctx, input)).toEqual({ reference: survivor.reference, otherReference: merged.reference });

    expect(await kept(merged.id)).toMatchObject({ mergedIntoId: survivor.id, state: "investigating", closedAt: null });
    expect(await issuesOf(survivor.id)).toEqual([
      { id: issues.kept.id, position: 1 },
      { id: issues.first.id, position: 2 },
      { id: issues.second.id, position: 3 },
    ]);
    const caseOf = async (id: string) => (await systemDb().request.findUniqueOrThrow({ where: { id } })).caseId;
    expect([await caseOf(open.id), await caseOf(settled.id)]).toEqual([survivor.id, merged.id]);
    const detail = await getCase(ctx.viewer, survivor.reference, NOW);
    expect(detail.workflow).toMatchObject({ openRequests: 1, issues: { length: 3 } });
    expect((await listJoined(ctx.viewer, survivor.id)).merged).toMatchObject([{ reference: merged.reference }]);
    expect(await findMergedInto(ctx.viewer, merged.id)).toMatchObject({
      reference: survivor.reference,
      mayUndo: false,
    });
  });

  test("is told in both chains without the reason, which the row keeps", async () => {
    const { ctx, survivor, merged } = await aPair();
    const input = merging(merged, survivor);
    await mergeCases(ctx, input);
    const data = { mergeId: input.mergeId, issues: 2 };
    expect(await eventsOf("case", survivor.id)).toMatchObject([
      { type: "case.merged", data: { ...data, otherReference: merged.reference, as: "survivor" }, at: NOW },
    ]);
    expect(await eventsOf("case", merged.id)).toMatchObject([
      { type: "case.merged", data: { ...data, otherReference: survivor.reference, as: "merged" } },
    ]);
  });

  test("takes it out of My day, triage and every count", async () => {
    const { ctx, survivor, merged } = await aPair();
    await mergeCases(ctx, merging(merged, survivor));
    expect((await listOwnOpen(ctx.viewer, NOW)).map(({ id }) => id)).toEqual([survivor.id]);
    expect(await countTabs(ctx.viewer, ["mine", "open", "all"])).toMatchObject({
      mine: { count: 1 },
      open: { count: 1 },
      all: { count: 1 },
    });
    expect((await listTriage(ctx.viewer, NOW)).unassigned).toEqual([]);
  });

  test("sent twice merges once", async () => {
    const { ctx, survivor, merged } = await aPair();
    const input = merging(merged, survivor);
    await openConnections(4);
    expect(await outcomesOf([mergeCases(ctx, input), mergeCases(ctx, input)])).toEqual(["done", "done"]);
    expect(await eventTypesOf("case", merged.id)).toEqual(["case.merged"]);
  });

  test("by two people, each into the other at the same moment, happens once", async () => {
    const { site, ctx, survivor, merged } = await aPair();
    const other = userCtxFor(await aViewer({ site }));
    await openConnections(6);
    const works = [mergeCases(ctx, merging(merged, survivor)), mergeCases(other, merging(survivor, merged))];
    expect((await outcomesOf(works)).filter((outcome) => outcome === "done")).toHaveLength(1);
    const pointers = [(await kept(merged.id)).mergedIntoId, (await kept(survivor.id)).mergedIntoId];
    expect(pointers.filter((pointer) => pointer !== null)).toHaveLength(1);
  });

  test.each(["administrator", "responder", "auditor"] as const)("is refused to the role %s", async (role) => {
    const { site, survivor, merged } = await aPair();
    const ctx = userCtxFor(await aViewer({ site, role }));
    const expected = role === "auditor" ? "FORBIDDEN" : "NOT_FOUND";
    const { outcome, changed } = await attempt(() => mergeCases(ctx, merging(merged, survivor)));
    expect({ outcome, changed }).toEqual({ outcome: expected, changed: [] });
  });

  test("of another site's case is not found, and into one is told beside the field", async () => {
    const { ctx, survivor, merged } = await aPair();
    const foreign = await aCase({ site: await aSite() });
    expect(await outcomeOf(mergeCases(ctx, merging(foreign, survivor)))).toBe("NOT_FOUND");
    const refusal = await refusalOf(mergeCases(ctx, merging(merged, foreign)));
    expect(refusal.details.fieldErrors?.into).toEqual(["There is no case with this reference that you can open."]);
  });

  const UNFIT: { name: string; sentence: RegExp; given: (pair: Awaited<ReturnType<typeof aPair>>) => Promise<Row> }[] =
    [
      { name: "into itself", sentence: /the case itself/, given: async ({ merged }) => merged },
      { name: "into a closed one", sentence: /is closed/, given: ({ site }) => aCase({ site, state: "closed" }) },
      {
        name: "into one of a plainer kind",
        sentence: /no rule is lost/,
        given: ({ site }) => aCase({ site, kind: "inquiry" }),
      },
      {
        name: "into one that was merged",
        sentence: /itself merged into/,
        given: ({ site, survivor }) => aCase({ site, mergedIntoId: survivor.id }),
      },
    ];
  test.each(UNFIT)("$name is refused beside the field", async ({ given, sentence }) => {
    const pair = await aPair();
    const into = await given(pair);
    const refusal = await refusalOf(mergeCases(pair.ctx, merging(pair.merged, into)));
    expect(refusal.details.fieldErrors?.into?.[0]).toMatch(sentence);
  });

  test("into a case of another site that one sees, or under a number that is none, is refused", async () => {
    const { site, merged } = await aPair();
    const elsewhere = await aSite({ organisationId: site.organisationId });
    const ctx = userCtxFor(await aViewer({ site, also: [{ role: "associate", site: elsewhere }] }));
    const into = async (form: { into: string }) =>
      (await refusalOf(mergeCases(ctx, merging(merged, { reference: "" }, form)))).details.fieldErrors?.into?.[0];
    expect(await into({ into: (await aCase({ site: elsewhere })).reference })).toMatch(/different sites/);
    expect(await into({ into: "the other one" })).toMatch(/not a case's reference/);
  });

  test("that is closed, escalated, in a billing dispute or merged is refused", async () => {
    const { site, ctx, survivor, merged } = await aPair();
    const escalated = await aCase({ site });
    await anEscalation({ caseId: escalated.id, siteId: site.id });
    const disputed = await aCase({ site });
    await aDispute({ site, caseId: disputed.id });
    const closed = await aCase({ site, state: "closed" });
    await mergeCases(ctx, merging(merged, survivor));
    for (const row of [escalated, disputed, closed, merged]) {
      expect(await outcomeOf(mergeCases(ctx, merging(row, survivor)))).toBe("CONFLICT");
    }
  });

  test("whose event is refused leaves everything as it was", async () => {
    const { viewer, ctx, survivor, merged } = await aPair();
    await refuseEventsBy(viewer.personId);
    const { outcome, changed } = await attempt(() => mergeCases(ctx, merging(merged, survivor)));
    expect({ outcome, changed }).toEqual({ outcome: "stopped by the database", changed: [] });
  });
});

describe("a merged case", () => {
  const VERBS: { name: string; run: (ctx: UserCtx, row: Row, other: Row) => Promise<unknown> }[] = [
    {
      name: "assigning",
      run: (ctx, row) =>
        assignCase(ctx, { caseId: row.id, expectedOwnerId: row.ownerId, ownerId: ctx.viewer.personId }),
    },
    { name: "taking", run: (ctx, row) => takeCase(ctx, { caseId: row.id, expectedOwnerId: row.ownerId }) },
    {
      name: "moving",
      run: (ctx, row) => moveCase(ctx, { caseId: row.id, expectedState: "investigating", event: "draft_response" }),
    },
    {
      name: "adding an issue",
      run: (ctx, row) =>
        addIssue(ctx, addIssueSchema.parse({ issueId: newId(), caseId: row.id, summary: "Noise", severity: "1" })),
    },
    {
      name: "escalating",
      run: (ctx, row) => raiseEscalation(ctx, { caseId: row.id, reason: "Now.", toPersonId: null } as never),
    },
    {
      name: "linking",
      run: (ctx, row, other) =>
        linkCases(ctx, { linkId: newId(), caseId: row.id, other: other.reference, relation: "related", note: null }),
    },
  ];
  test.each(VERBS)("refuses $name, and says where it went", async ({ run }) => {
    const { site, survivor, merged, ctx: by } = await aPair();
    await mergeCases(by, merging(merged, survivor));
    const ctx = userCtxFor(await aViewer({ site, role: "supervisor" }));
    const other = await aCase({ site });
    const refusal = await refusalOf(run(ctx, await kept(merged.id), other));
    expect(refusal.message).toContain(`merged into ${survivor.reference}`);
  });

  test("passes notes and contacts that are still sent to it on to the survivor, however often that was merged", async () => {
    const { site, ctx, survivor, merged } = await aPair();
    const last = await aCase({ site });
    await mergeCases(ctx, merging(merged, survivor));
    await mergeCases(ctx, merging(survivor, last));
    const note = { idempotencyKey: newId(), caseId: merged.id, body: "She rang again.", mentions: [] };
    expect(await addNote(ctx, note as never)).toEqual({ reference: last.reference });
    expect(await logContact(ctx, logContactInput(merged.id))).toEqual({ reference: last.reference });
    expect(await systemDb().note.count({ where: { caseId: last.id } })).toBe(1);
    expect(await systemDb().contact.count({ where: { caseId: last.id } })).toBe(1);
  });

  test("shows no button to anybody", async () => {
    const { ctx, survivor, merged } = await aPair();
    await mergeCases(ctx, merging(merged, survivor));
    const detail = await getCase(ctx.viewer, merged.reference, NOW);
    expect(detail).toMatchObject({ isMerged: true, moves: [] });
    expect(Object.values(detail.may)).not.toContain(true);
  });
});

describe("undoing a merge", () => {
  test("puts everything back to its place", async () => {
    const { site, ctx, survivor, merged, issues } = await aPair();
    const request = await aRequest({ of: merged, unitId: (await aUnit(site)).id });
    const before = await kept(merged.id);
    const input = merging(merged, survivor);
    await mergeCases(ctx, input);
    await unmergeCases(ctx, undoing(input.mergeId));
    // Its clocks are computed by then; lib/clock has tests of its own.
    const { clocksAt, nextDueAt } = await kept(merged.id);
    expect(await kept(merged.id)).toEqual({
      ...before,
      clocksAt,
      nextDueAt,
      version: before.version + 2,
      updatedAt: NOW,
    });
    expect(await issuesOf(survivor.id)).toEqual([{ id: issues.kept.id, position: 1 }]);
    expect(await issuesOf(merged.id)).toEqual([
      { id: issues.first.id, position: 1 },
      { id: issues.second.id, position: 2 },
    ]);
    expect(await systemDb().request.findUniqueOrThrow({ where: { id: request.id } })).toMatchObject({
      caseId: merged.id,
    });
    expect(await eventTypesOf("case", merged.id)).toEqual(["case.merged", "case.unmerged"]);
    expect(await eventTypesOf("case", survivor.id)).toEqual(["case.merged", "case.unmerged"]);
    expect(await outcomeOf(unmergeCases(ctx, undoing(input.mergeId)))).toBe("CONFLICT");
  });

  test("is refused to an associate, and not found from elsewhere", async () => {
    const { site, ctx, survivor, merged } = await aPair();
    const input = merging(merged, survivor);
    await mergeCases(ctx, input);
    const by = async (viewer: ReturnType<typeof aViewer>) =>
      outcomeOf(unmergeCases(userCtxFor(await viewer), undoing(input.mergeId)));
    expect(await by(aViewer({ site }))).toBe("FORBIDDEN");
    expect(await by(aViewer({ site: await aSite(), role: "manager" }))).toBe("NOT_FOUND");
    expect(await by(aViewer({ site, role: "manager" }))).toBe("done");
  });

  test("waits until the survivor is open and stands for itself", async () => {
    const { site, ctx, survivor, merged } = await aPair();
    const last = await aCase({ site });
    const [first, second] = [merging(merged, survivor), merging(survivor, last)];
    await mergeCases(ctx, first);
    await mergeCases(ctx, second);
    expect((await refusalOf(unmergeCases(ctx, undoing(first.mergeId)))).message).toContain("itself been merged");
    await systemDb().case.update({ where: { id: last.id }, data: { state: "closed", closedAt: NOW } });
    expect((await refusalOf(unmergeCases(ctx, undoing(second.mergeId)))).message).toContain("Reopen it first");
  });

  test("leaves an issue with the case that it was split off to, and never the survivor without one", async () => {
    const { ctx, survivor, merged, issues } = await aPair();
    const input = merging(merged, survivor);
    await mergeCases(ctx, input);
    await splitIssue(ctx, { newCaseId: newId(), issueId: issues.first.id });
    await unmergeCases(ctx, undoing(input.mergeId));
    expect(await issuesOf(merged.id)).toEqual([{ id: issues.second.id, position: 2 }]);

    const again = merging(merged, survivor);
    await mergeCases(ctx, again);
    await splitIssue(ctx, { newCaseId: newId(), issueId: issues.kept.id });
    const { outcome, changed } = await attempt(() => unmergeCases(ctx, undoing(again.mergeId)));
    expect({ outcome, changed }).toEqual({ outcome: "CONFLICT", changed: [] });
  });

  test("whose event is refused leaves everything as it was", async () => {
    const { viewer, ctx, survivor, merged } = await aPair();
    const input = merging(merged, survivor);
    await mergeCases(ctx, input);
    await refuseEventsBy(viewer.personId);
    const { outcome, changed } = await attempt(() => unmergeCases(ctx, undoing(input.mergeId)));
    expect({ outcome, changed }).toEqual({ outcome: "stopped by the database", changed: [] });
  });
});

test("no sequence of merges and undoings makes a cycle or loses an issue", async () => {
  const step = fc.record({ from: fc.nat(3), to: fc.nat(3), isUndoing: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 12 }), async (steps) => {
      const site = await aSite();
      const ctx = userCtxFor(await aViewer({ site, role: "manager" }));
      const rows = [await aCase({ site }), await aCase({ site }), await aCase({ site }), await aCase({ site })];
      for (const { id } of rows) await anIssue({ caseId: id, siteId: site.id });
      for (const { from, to, isUndoing } of steps) {
        const [merged, survivor] = [rows[from], rows[to]];
        if (!merged || !survivor) continue;
        const last = await systemDb().caseMerge.findFirst({ where: { mergedId: merged.id, undoneAt: null } });
        await outcomeOf(
          isUndoing && last ? unmergeCases(ctx, undoing(last.id)) : mergeCases(ctx, merging(merged, survivor)),
        );
      }
      const pointers = new Map((await Promise.all(rows.map(({ id }) => kept(id)))).map((row) => [row.id, row]));
      for (const { id } of rows) {
        let at = pointers.get(id);
        for (let hops = 0; at?.mergedIntoId; hops += 1) {
          expect(hops).toBeLessThan(rows.length);
          at = pointers.get(at.mergedIntoId);
        }
      }
      const issues = await systemDb().issue.findMany({ where: { siteId: site.id } });
      expect(issues).toHaveLength(rows.length);
      expect(issues.filter(({ caseId }) => pointers.get(caseId)?.mergedIntoId)).toEqual([]);
    }),
    { numRuns: 12 },
  );
}, 60_000);
