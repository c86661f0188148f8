import { describe, expect, test } from "vitest";
import type { z } from "zod";
import { closeCase, reopenCase } from "@/lib/case/mutations/close-case";
import { CaseState, closeCaseSchema } from "@/lib/case/schema";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { attempt, eventsOf, eventTypesOf, outcomesOf, refusalOf, refuseEventsBy } from "../../support/evidence";
import {
  aCase,
  anEscalation,
  anIssue,
  aProposal,
  aRequest,
  aSite,
  aUnit,
  aViewer,
  type CaseGiven,
  NOW,
  userCtxFor,
} from "../../support/factories";
import { openConnections } from "../../support/races";

type Form = Partial<z.input<typeof closeCaseSchema>>;

/** A case with one issue that nobody has decided, and what the closing dialog would send to close it. */
async function aCaseToClose(given: Partial<CaseGiven> = {}) {
  const site = given.site ?? (await aSite());
  const dana = await aViewer({ site });
  const row = await aCase({ state: "investigating", ownerId: dana.personId, ...given, site });
  const issue = await anIssue({ caseId: row.id, siteId: site.id });
  const input = (form: Form = {}) =>
    closeCaseSchema.parse({
      ...{ caseId: row.id, expectedState: row.state, expectedKind: row.kind, outcome: "satisfied" },
      ...{ summary: "The appointment was brought forward.", hasChanged: "no", lesson: "A slip, put right at once." },
      ...{ answeredVia: "phone", answeredOn: "2026-05-12" },
      issues: [{ issueId: issue.id, finding: "upheld", answer: "You were right, and we are sorry." }],
      ...form,
    });
  return { site, ctx: userCtxFor(dana), row, issue, input };
}

const caseOf = (id: string) => systemDb().case.findUniqueOrThrow({ where: { id } });
const OPEN = Object.values(CaseState).filter((state) => state !== "closed");

describe("closing a case", () => {
  test("keeps findings, answers, how they were told, the outcome and the lesson, in one go", async () => {
    const { ctx, row, issue, input, site } = await aCaseToClose();
    expect(await closeCase(ctx, input())).toEqual({ reference: row.reference });
    expect(await caseOf(row.id)).toMatchObject({ state: "closed", closedAt: NOW, answeredVia: "phone" });
    expect(await systemDb().issue.findUnique({ where: { id: issue.id } })).toMatchObject({
      finding: "upheld",
      answer: "You were right, and we are sorry.",
      decidedById: ctx.viewer.personId,
      decidedAt: NOW,
    });
    expect(await systemDb().closing.findMany({ where: { caseId: row.id } })).toMatchObject([
      {
        ...{ siteId: site.id, outcome: "satisfied", hasChanged: false, lesson: "A slip, put right at once." },
        ...{ closedById: ctx.viewer.personId, closedAt: NOW, reopenedAt: null },
      },
    ]);
    expect(await eventTypesOf("case", row.id)).toEqual(["issue.decided", "case.moved", "case.closed"]);
  });

  test("counts as having heard from us where it tells them, and not where it does not", async () => {
    const told = await aCaseToClose();
    await closeCase(told.ctx, told.input());
    expect(await caseOf(told.row.id)).toMatchObject({ answeredAt: NOW, toldAt: NOW, lastHeardAt: NOW });
    await reopenCase(told.ctx, { caseId: told.row.id, reason: "They wrote again." });
    expect(await caseOf(told.row.id)).toMatchObject({ answeredAt: null, toldAt: NOW, lastHeardAt: NOW });
    const withdrawn = await aCaseToClose();
    await closeCase(
      withdrawn.ctx,
      withdrawn.input({ outcome: "withdrawn", issues: [], answeredVia: "", answeredOn: "" }),
    );
    expect(await caseOf(withdrawn.row.id)).toMatchObject({ toldAt: null, lastHeardAt: null });
  });

  test("tells no word of it in an event", async () => {
    const { ctx, row, input } = await aCaseToClose();
    await closeCase(ctx, input({ summary: "Zanzibar", lesson: "Zanzibar" }));
    expect(JSON.stringify(await eventsOf("case", row.id))).not.toContain("Zanzibar");
  });

  test.each(OPEN)("works from %s", async (state) => {
    const { ctx, row, input } = await aCaseToClose({ state });
    await closeCase(ctx, input());
    expect(await caseOf(row.id)).toMatchObject({ state: "closed" });
  });

  test("gives what nobody had to whoever closes it", async () => {
    const { ctx, row, input } = await aCaseToClose({ state: "new", ownerId: null });
    await closeCase(ctx, input());
    expect(await caseOf(row.id)).toMatchObject({ state: "closed", ownerId: ctx.viewer.personId });
    expect(await eventTypesOf("case", row.id)).toEqual([
      ...["issue.decided", "case.assigned", "case.triaged"],
      ...["case.moved", "case.closed"],
    ]);
  });

  test.each([
    ["associate", "done"],
    ["supervisor", "done"],
    ["manager", "done"],
    ["administrator", "NOT_FOUND"],
    ["responder", "NOT_FOUND"],
    ["auditor", "FORBIDDEN"],
  ] as const)("as %s: %s", async (role, outcome) => {
    const { site, input } = await aCaseToClose();
    const ctx = userCtxFor(await aViewer({ site, role }));
    const ended = await attempt(() => closeCase(ctx, input()));
    expect(ended.outcome).toBe(outcome);
    if (outcome !== "done") expect(ended.changed).toEqual([]);
  });

  test("that is closed, of another site, or none at all, changes nothing", async () => {
    const { ctx, row, input } = await aCaseToClose();
    await closeCase(ctx, input());
    expect(await attempt(() => closeCase(ctx, input({ expectedState: "closed" })))).toEqual({
      outcome: "CONFLICT",
      changed: [],
    });
    const stranger = userCtxFor(await aViewer({ site: await aSite(), role: "manager" }));
    for (const caseId of [row.id, newId()]) {
      expect(await attempt(() => closeCase(stranger, input({ caseId })))).toEqual({
        outcome: "NOT_FOUND",
        changed: [],
      });
    }
  });

  test.each<[string, Form, string]>([
    ["a finding", { issues: [] }, ""],
    [
      "the finding of an issue shown",
      { issues: [{ issueId: "", finding: "", answer: "Sorry." }] },
      "issues[0].finding",
    ],
    ["the answer of an issue shown", { issues: [{ issueId: "", finding: "upheld" }] }, "issues[0].answer"],
    ["how they were told", { answeredVia: "", answeredOn: "" }, "answeredVia"],
    ["the way, where a day is given", { answeredVia: "" }, "answeredVia"],
    ["the day, where a way is given", { answeredOn: "" }, "answeredOn"],
    ["a day that has come", { answeredOn: "2026-05-13" }, "answeredOn"],
    ["an outcome of its kind", { outcome: "answered" }, "outcome"],
  ])("without %s says so beside it, and keeps nothing", async (_, form, field) => {
    const { ctx, input, issue } = await aCaseToClose();
    const issues = form.issues?.map((one) => ({ ...one, issueId: one.issueId || issue.id }));
    const given = input({ ...form, ...(issues ? { issues } : {}) });
    expect(await attempt(() => closeCase(ctx, given))).toEqual({ outcome: "INVALID", changed: [] });
    expect(Object.keys((await refusalOf(closeCase(ctx, given))).details.fieldErrors ?? {})).toContain(field);
  });

  test("withdrawn asks for neither finding nor answer", async () => {
    const { ctx, row, input } = await aCaseToClose();
    await closeCase(ctx, input({ outcome: "withdrawn", issues: [], answeredVia: "", answeredOn: "" }));
    expect(await caseOf(row.id)).toMatchObject({ state: "closed", answeredAt: null });
  });

  test("waits for the answer to its escalation", async () => {
    const { ctx, row, input, site } = await aCaseToClose();
    await anEscalation({ caseId: row.id, siteId: site.id });
    expect(await attempt(() => closeCase(ctx, input()))).toEqual({ outcome: "INVALID", changed: [] });
  });

  test("while a unit has not answered asks why, and then takes the request back with that reason", async () => {
    const { ctx, row, input, site } = await aCaseToClose();
    const { id } = await aRequest({ of: row, unitId: (await aUnit(site)).id });
    const ended = await attempt(() => closeCase(ctx, input()));
    expect(ended).toEqual({ outcome: "INVALID", changed: [] });
    const reason = "They told us on the phone; the ward need not write.";
    await closeCase(ctx, input({ openRequestsReason: reason }));
    expect(await systemDb().request.findUnique({ where: { id } })).toMatchObject({ state: "withdrawn", reason });
    expect(await eventTypesOf("case", row.id)).toContain("request.withdrawn");
  });

  test("filled in for another kind is told so, and keeps nothing", async () => {
    const { ctx, row, input } = await aCaseToClose();
    await systemDb().case.update({ where: { id: row.id }, data: { kind: "grievance" } });
    expect(await attempt(() => closeCase(ctx, input()))).toEqual({ outcome: "CONFLICT", changed: [] });
  });

  test("ends a lower kind that nobody has confirmed", async () => {
    const { ctx, row, input, site } = await aCaseToClose();
    const sam = await aViewer({ site });
    const { id } = await aProposal({ caseId: row.id, siteId: site.id, proposedById: sam.personId });
    await closeCase(ctx, input());
    expect(await systemDb().kindChange.findUnique({ where: { id } })).toMatchObject({ outcome: "voided" });
    expect(await eventTypesOf("case", row.id)).toContain("kind.voided");
  });

  test("as withdrawn keeps nothing of what was filled in before", async () => {
    const { ctx, row, issue, input } = await aCaseToClose();
    await closeCase(ctx, input({ outcome: "withdrawn" }));
    expect(await caseOf(row.id)).toMatchObject({ answeredAt: null, answeredVia: null });
    expect(await systemDb().issue.findUnique({ where: { id: issue.id } })).toMatchObject({
      finding: null,
      answer: null,
    });
  });

  test("never writes over what somebody else decided meanwhile", async () => {
    const { ctx, input, issue } = await aCaseToClose();
    await systemDb().issue.update({
      where: { id: issue.id },
      data: { finding: "not_upheld", answer: "It was not so.", decidedAt: NOW, decidedById: ctx.viewer.personId },
    });
    expect(await attempt(() => closeCase(ctx, input()))).toEqual({ outcome: "CONFLICT", changed: [] });
  });

  test("ends a wait", async () => {
    const { ctx, row, input, site } = await aCaseToClose({ state: "waiting" });
    await systemDb().caseWait.create({
      data: { id: newId(), caseId: row.id, siteId: site.id, for: "unit", reason: "Their account.", since: NOW },
    });
    await closeCase(ctx, input());
    expect(await systemDb().caseWait.findFirst({ where: { caseId: row.id } })).toMatchObject({ endedAt: NOW });
  });

  test("by two people at once happens once", async () => {
    const { ctx, row, input, site } = await aCaseToClose();
    const sam = userCtxFor(await aViewer({ site }));
    await openConnections(4);
    expect(await outcomesOf([closeCase(ctx, input()), closeCase(sam, input())])).toEqual(["CONFLICT", "done"]);
    expect(await systemDb().closing.count({ where: { caseId: row.id } })).toBe(1);
  });

  test("that cannot be recorded does not happen at all", async () => {
    const { ctx, input } = await aCaseToClose();
    await refuseEventsBy(ctx.viewer.personId);
    expect(await attempt(() => closeCase(ctx, input()))).toEqual({ outcome: "stopped by the database", changed: [] });
  });

  test("drops everybody's drafts that cannot be sent any more, and no other", async () => {
    const { ctx, row, input, issue, site } = await aCaseToClose();
    const sam = await aViewer({ site });
    const unit = await aUnit(site);
    const request = await aRequest({ of: row, unitId: unit.id, state: "answered" });
    const elsewhere = await aCase({ site });
    const drafts: [string, string][] = [
      ...["closing", "escalation", "request", "note", "contact"].map((kind): [string, string] => [kind, row.id]),
      ...([
        ["decision", issue.id],
        ["request.answer", request.id],
        ["closing", elsewhere.id],
      ] as [string, string][]),
    ];
    await systemDb().draft.createMany({
      data: drafts.map(([kind, subject]) => {
        return { id: newId(), personId: sam.personId, kind, subject, fields: {}, savedAt: NOW };
      }),
    });
    await closeCase(ctx, input());
    const left = await systemDb().draft.findMany({ where: { personId: sam.personId }, orderBy: { kind: "asc" } });
    expect(left.map(({ kind, subject }) => [kind, subject])).toEqual([
      ["closing", elsewhere.id],
      ["contact", row.id],
      ["note", row.id],
    ]);
  });

  test("clears the draft in which it was typed", async () => {
    const { ctx, row, input } = await aCaseToClose();
    const draft = { personId: ctx.viewer.personId, kind: "closing", subject: row.id, fields: {}, savedAt: NOW };
    await systemDb().draft.create({ data: { id: newId(), ...draft } });
    await closeCase(ctx, input({ draftSavedAt: NOW.toISOString() }));
    expect(await systemDb().draft.count({ where: { subject: row.id } })).toBe(0);
  });
});

describe("reopening a case", () => {
  const closed = async () => {
    const made = await aCaseToClose();
    await closeCase(made.ctx, made.input());
    return {
      ...made,
      reopen: (ctx = made.ctx) => reopenCase(ctx, { caseId: made.row.id, reason: "She wrote again." }),
    };
  };

  test("keeps how it was closed, asks for an answer again, and leaves the case with its owner", async () => {
    const { row, ctx, reopen } = await closed();
    await reopen();
    expect(await caseOf(row.id)).toMatchObject({
      ...{ state: "reopened", closedAt: null, answeredAt: null, answeredVia: null },
      ownerId: ctx.viewer.personId,
    });
    const [closing] = await systemDb().closing.findMany({ where: { caseId: row.id } });
    expect(closing).toMatchObject({ reopenReason: "She wrote again.", reopenedAt: NOW, outcome: "satisfied" });
    expect((await eventsOf("case", row.id)).at(-1)).toMatchObject({
      type: "case.reopened",
      data: { closingId: closing?.id },
    });
  });

  test("takes it off an owner who has left, so that it is seen to have nobody", async () => {
    const { row, ctx, site, reopen } = await closed();
    await systemDb().person.update({ where: { id: ctx.viewer.personId }, data: { deactivatedAt: NOW } });
    await reopen(userCtxFor(await aViewer({ site })));
    expect(await caseOf(row.id)).toMatchObject({ ownerId: null, state: "reopened" });
    expect((await eventsOf("case", row.id)).at(-1)).toMatchObject({ type: "case.assigned", data: { toId: null } });
  });

  test("can be closed and reopened again, each time on record", async () => {
    const { row, ctx, reopen, input } = await closed();
    await reopen();
    await closeCase(ctx, input({ expectedState: "reopened", outcome: "reasonable_action" }));
    await reopen();
    expect(await systemDb().closing.count({ where: { caseId: row.id, reopenReason: { not: null } } })).toBe(2);
  });

  test.each([
    ["associate", "done"],
    ["supervisor", "done"],
    ["manager", "done"],
    ["administrator", "NOT_FOUND"],
    ["responder", "NOT_FOUND"],
    ["auditor", "FORBIDDEN"],
  ] as const)("as %s: %s", async (role, outcome) => {
    const { site, reopen } = await closed();
    const ended = await attempt(async () => reopen(userCtxFor(await aViewer({ site, role }))));
    expect(ended.outcome).toBe(outcome);
  });

  test("that is open, of another site, or cannot be recorded, changes nothing", async () => {
    const { ctx, reopen } = await closed();
    const stranger = userCtxFor(await aViewer({ site: await aSite(), role: "manager" }));
    expect(await attempt(() => reopen(stranger))).toEqual({ outcome: "NOT_FOUND", changed: [] });
    await openConnections(4);
    expect(await outcomesOf([reopen(), reopen()])).toEqual(["CONFLICT", "done"]);
    expect(await attempt(() => reopen())).toEqual({ outcome: "CONFLICT", changed: [] });
    const { ctx: other, row, input } = await aCaseToClose();
    await closeCase(other, input());
    await refuseEventsBy(other.viewer.personId);
    const again = () => reopenCase(other, { caseId: row.id, reason: "She wrote again." });
    expect(await attempt(again)).toEqual({ outcome: "stopped by the database", changed: [] });
    expect(ctx.viewer.personId).not.toBe(other.viewer.personId);
  });
});
