import { describe, expect, test } from "vitest";
import { getCase } from "@/lib/case/queries/detail";
import { addIssue } from "@/lib/issue/mutations/add-issue";
import { agreeIssues } from "@/lib/issue/mutations/agree-issues";
import { codeIssue } from "@/lib/issue/mutations/code-issue";
import { decideIssue } from "@/lib/issue/mutations/decide-issue";
import { voidIssue } from "@/lib/issue/mutations/void-issue";
import { addIssueSchema, agreeIssuesSchema, codeIssueSchema, decideIssueSchema } from "@/lib/issue/schema";
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
import { aCase, anIssue, aSite, aUnit, aViewer, NOW, userCtxFor } from "../../support/factories";
import { openConnections } from "../../support/races";

const UNCODED = { summary: "The wait was long", severity: "2", category: "", stage: "", staffGroup: "" };
const BASE = { ...UNCODED, unitId: "", allegedHarm: "" };
const coding = (issueId: string, form = {}, base = {}) =>
  codeIssueSchema.parse({ issueId, ...BASE, ...form, base: { ...BASE, ...base } });
const UNDECIDED = { finding: "", answer: "", whatChanged: "", foundHarm: "" };
const decision = (issueId: string, form = {}, base = {}) =>
  decideIssueSchema.parse({ issueId, ...UNDECIDED, ...form, base: { ...UNDECIDED, ...base } });
const agreement = (caseId: string, issueIds: string[], form = {}) =>
  agreeIssuesSchema.parse({
    ...{ agreementId: newId(), caseId, issueIds: issueIds.join(","), channel: "phone" },
    agreedAt: "2026-05-12T10:30",
    ...form,
  });

/** A case with two issues, and somebody who works it. */
async function aListedCase() {
  const site = await aSite();
  const ctx = userCtxFor(await aViewer({ site }));
  const row = await aCase({ site });
  const place = { caseId: row.id, siteId: site.id };
  const [issue, second] = [await anIssue(place), await anIssue({ ...place, position: 2 })];
  return { site, ctx, row, issue, second };
}

type Listed = Awaited<ReturnType<typeof aListedCase>>;

/** What the append-only rows of a case hold, without the values beside them. */
const chainOf = async (caseId: string) =>
  JSON.stringify(await systemDb().event.findMany({ where: { chain: `case:${caseId}` }, select: { data: true } }));

const issueOf = (id: string) => systemDb().issue.findUniqueOrThrow({ where: { id } });

const VERBS: { name: string; event: string; run: (ctx: UserCtx, listed: Listed) => Promise<unknown> }[] = [
  {
    name: "coding an issue",
    event: "issue.coded",
    run: (ctx, { issue }) => codeIssue(ctx, coding(issue.id, { category: "safety" })),
  },
  {
    name: "deciding an issue",
    event: "issue.decided",
    run: (ctx, { issue }) => decideIssue(ctx, decision(issue.id, { finding: "upheld", answer: "We are sorry." })),
  },
  {
    name: "taking an issue off the list",
    event: "issue.voided",
    run: (ctx, { issue }) => voidIssue(ctx, { issueId: issue.id, reason: "Said twice." }),
  },
  {
    name: "agreeing the list",
    event: "issue.agreed",
    run: (ctx, { row, issue, second }) => agreeIssues(ctx, agreement(row.id, [issue.id, second.id])),
  },
];

describe.each(VERBS)("$name", ({ event, run }) => {
  test("is done, and told in one event", async () => {
    const listed = await aListedCase();
    await run(listed.ctx, listed);
    expect(await eventsOf("case", listed.row.id)).toMatchObject([
      { type: event, actorId: listed.ctx.viewer.personId, siteId: listed.site.id, at: NOW },
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
    const listed = await aListedCase();
    const ctx = userCtxFor(await aViewer({ site: listed.site, role }));
    const ended = await attempt(() => run(ctx, listed));
    expect(ended.outcome).toBe(outcome);
    if (outcome !== "done") expect(ended.changed).toEqual([]);
  });

  test("on a case that is closed is refused", async () => {
    const listed = await aListedCase();
    await systemDb().case.update({ where: { id: listed.row.id }, data: { state: "closed", closedAt: NOW } });
    const ended = await attempt(() => run(listed.ctx, listed));
    expect(ended).toEqual({ outcome: "FORBIDDEN", changed: [] });
  });

  test("of another site is not found", async () => {
    const listed = await aListedCase();
    const ctx = userCtxFor(await aViewer({ site: await aSite(), role: "manager" }));
    expect(await attempt(() => run(ctx, listed))).toEqual({ outcome: "NOT_FOUND", changed: [] });
  });

  test("that cannot be recorded does not happen", async () => {
    const listed = await aListedCase();
    await refuseEventsBy(listed.ctx.viewer.personId);
    expect(await attempt(() => run(listed.ctx, listed))).toEqual({ outcome: "stopped by the database", changed: [] });
  });
});

describe("coding an issue", () => {
  test("keeps all that was tapped, and tells which fields but none of the words", async () => {
    const { ctx, issue, row, site } = await aListedCase();
    const unit = await aUnit(site);
    const tapped = { category: "listening", severity: "3", stage: "ward", staffGroup: "nursing", allegedHarm: "4" };
    await codeIssue(ctx, coding(issue.id, { ...tapped, unitId: unit.id, summary: "Zanzibar" }));
    expect(await issueOf(issue.id)).toMatchObject({
      ...{ ...tapped, severity: 3, allegedHarm: 4 },
      ...{ unitId: unit.id, summary: "Zanzibar" },
    });
    expect(await chainOf(row.id)).not.toContain("Zanzibar");
  });

  test("as it is already writes nothing", async () => {
    const { ctx, issue, row } = await aListedCase();
    await codeIssue(ctx, coding(issue.id));
    expect(await eventTypesOf("case", row.id)).toEqual([]);
  });

  test("in a unit of another site is refused beside the unit", async () => {
    const { ctx, issue } = await aListedCase();
    const elsewhere = await aUnit(await aSite());
    const refusal = await refusalOf(codeIssue(ctx, coding(issue.id, { unitId: elsewhere.id })));
    expect(refusal.details.fieldErrors?.unitId).toBeDefined();
  });

  test("by two people keeps both where they changed different things, and shows both where not", async () => {
    const { ctx, issue, site } = await aListedCase();
    const sam = userCtxFor(await aViewer({ site }));
    await codeIssue(ctx, coding(issue.id, { category: "safety" }));
    await codeIssue(sam, coding(issue.id, { stage: "ward" }));
    expect(await issueOf(issue.id)).toMatchObject({ category: "safety", stage: "ward" });
    const refusal = await refusalOf(codeIssue(sam, coding(issue.id, { category: "quality" })));
    expect(refusal.details.differences).toMatchObject([{ field: "category", theirValue: "safety" }]);
  });

  test.each(["6", "-1", "1.5", "high"])("with the harm %s is no harm we know", (allegedHarm) => {
    expect(() => coding(newId(), { allegedHarm })).toThrow();
  });
});

describe("deciding an issue", () => {
  const mine = { finding: "partly_upheld", answer: "Part of it was so.", whatChanged: "The rota.", foundHarm: "0" };

  test("keeps who decided it, and none of the words in its event", async () => {
    const { ctx, issue, row } = await aListedCase();
    await decideIssue(ctx, decision(issue.id, mine));
    expect(await issueOf(issue.id)).toMatchObject({
      ...{ ...mine, foundHarm: 0 },
      ...{ decidedById: ctx.viewer.personId, decidedAt: NOW },
    });
    expect(await chainOf(row.id)).not.toContain("Part of it");
  });

  test("with a finding and no answer asks for the answer", async () => {
    const { ctx, issue } = await aListedCase();
    const refusal = await refusalOf(decideIssue(ctx, decision(issue.id, { finding: "upheld" })));
    expect(refusal.details.fieldErrors?.answer).toBeDefined();
  });

  test("by two people at once tells the second, and shows both", async () => {
    const { ctx, issue, site } = await aListedCase();
    const sam = userCtxFor(await aViewer({ site }));
    await openConnections(4);
    const works = [
      decideIssue(ctx, decision(issue.id, mine)),
      decideIssue(sam, decision(issue.id, { ...mine, answer: "None of it was so." })),
    ];
    expect(await outcomesOf(works)).toEqual(["CONFLICT", "done"]);
  });

  test("anew, or adding one, after they were told means that they are owed another answer", async () => {
    const { ctx, issue, row } = await aListedCase();
    const told = { state: "answered", answeredAt: NOW, answeredVia: "phone", ownerId: ctx.viewer.personId } as const;
    const owed = { state: "investigating", answeredAt: null, answeredVia: null };
    await systemDb().case.update({ where: { id: row.id }, data: told });
    await decideIssue(ctx, decision(issue.id, mine));
    expect(await systemDb().case.findUnique({ where: { id: row.id } })).toMatchObject(owed);
    await systemDb().case.update({ where: { id: row.id }, data: told });
    const more = { issueId: newId(), caseId: row.id, summary: "And the parking", severity: "1" };
    await addIssue(ctx, addIssueSchema.parse(more));
    expect(await systemDb().case.findUnique({ where: { id: row.id } })).toMatchObject(owed);
    expect(await eventTypesOf("case", row.id)).toEqual(["case.moved", "issue.decided", "case.moved", "issue.added"]);
  });

  test("keeps in its event what the answer was before", async () => {
    const { ctx, issue, row } = await aListedCase();
    await decideIssue(ctx, decision(issue.id, mine));
    await decideIssue(ctx, decision(issue.id, { ...mine, answer: "None of it was so." }, mine));
    expect((await eventsOf("case", row.id)).at(-1)).toMatchObject({
      data: { changes: [{ field: "answer", before: mine.answer, after: "None of it was so." }] },
    });
  });

  test("of a case that is only answered by now finds nothing", async () => {
    const { ctx, issue, row } = await aListedCase();
    await systemDb().case.update({ where: { id: row.id }, data: { kind: "inquiry" } });
    const ended = await attempt(() => decideIssue(ctx, decision(issue.id, mine)));
    expect(ended).toEqual({ outcome: "CONFLICT", changed: [] });
  });

  test("clears the draft in which it was typed", async () => {
    const { ctx, issue } = await aListedCase();
    const draft = { personId: ctx.viewer.personId, kind: "decision", subject: issue.id, fields: {}, savedAt: NOW };
    await systemDb().draft.create({ data: { id: newId(), ...draft } });
    await decideIssue(ctx, decision(issue.id, { ...mine, draftSavedAt: NOW.toISOString() }));
    expect(await systemDb().draft.count({ where: { subject: issue.id } })).toBe(0);
  });
});

describe("taking an issue off the list", () => {
  test("keeps it readable with its reason, and never the last one", async () => {
    const { ctx, issue, second } = await aListedCase();
    await voidIssue(ctx, { issueId: issue.id, reason: "Said twice." });
    expect(await issueOf(issue.id)).toMatchObject({ voidedAt: NOW, voidReason: "Said twice." });
    const last = await attempt(() => voidIssue(ctx, { issueId: second.id, reason: "Said twice." }));
    expect(last).toEqual({ outcome: "CONFLICT", changed: [] });
  });

  test("that is off already is told", async () => {
    const { ctx, issue } = await aListedCase();
    await voidIssue(ctx, { issueId: issue.id, reason: "Said twice." });
    expect(await outcomeOf(codeIssue(ctx, coding(issue.id, { stage: "ward" })))).toBe("CONFLICT");
  });

  test("of two at once leaves one", async () => {
    const { ctx, issue, second } = await aListedCase();
    await openConnections(4);
    const off = (issueId: string) => voidIssue(ctx, { issueId, reason: "Said twice." });
    expect(await outcomesOf([off(issue.id), off(second.id)])).toEqual(["CONFLICT", "done"]);
  });
});

describe("agreeing the list", () => {
  test("keeps when, how and which issues, and once only", async () => {
    const { ctx, row, issue, second } = await aListedCase();
    const given = agreement(row.id, [issue.id, second.id], { remark: "And the parking." });
    expect(await agreeIssues(ctx, given)).toEqual(await agreeIssues(ctx, given));
    expect(await systemDb().issueAgreement.findMany({ where: { caseId: row.id } })).toMatchObject([
      { channel: "phone", agreedAt: NOW, issueIds: [issue.id, second.id], remark: "And the parking." },
    ]);
    expect(await eventTypesOf("case", row.id)).toEqual(["issue.agreed"]);
  });

  const standing = async ({ ctx, row }: Listed) => (await getCase(ctx.viewer, row.reference, NOW)).agreement;

  test("stands until an issue is reworded, added or taken off, and then says what became of it", async () => {
    const listed = await aListedCase();
    const { ctx, row, issue, second } = listed;
    await agreeIssues(ctx, agreement(row.id, [issue.id, second.id]));
    expect(await standing(listed)).toMatchObject({ isCurrent: true, changes: [] });
    await codeIssue(ctx, coding(issue.id, { severity: "3" }));
    expect(await standing(listed)).toMatchObject({ isCurrent: true, changes: [] });
    await codeIssue(ctx, coding(issue.id, { summary: "Nobody came" }));
    const added = { issueId: newId(), caseId: row.id, summary: "The parking", severity: "1" };
    await addIssue(ctx, addIssueSchema.parse({ ...added, category: "", unitId: "" }));
    await voidIssue(ctx, { issueId: second.id, reason: "Said twice." });
    expect(await standing(listed)).toMatchObject({
      isCurrent: false,
      changes: [
        { what: "reworded", before: "The wait was long", after: "Nobody came" },
        { what: "added", summary: "The parking" },
        { what: "taken_off", summary: "The wait was long" },
      ],
    });
    await agreeIssues(ctx, agreement(row.id, [issue.id, added.issueId]));
    expect(await standing(listed)).toMatchObject({ isCurrent: true });
  });

  test("that was reworded while it was read out is not taken for agreed", async () => {
    const { ctx, row, issue, second } = await aListedCase();
    const { listDigest } = await getCase(ctx.viewer, row.reference, NOW);
    await codeIssue(ctx, coding(issue.id, { summary: "Nobody came" }));
    const given = agreement(row.id, [issue.id, second.id], { listDigest });
    expect(await attempt(() => agreeIssues(ctx, given))).toEqual({ outcome: "CONFLICT", changed: [] });
  });

  test("keeps no word of it in an event", async () => {
    const { ctx, row, issue, second } = await aListedCase();
    await agreeIssues(ctx, agreement(row.id, [issue.id, second.id]));
    expect(await chainOf(row.id)).not.toContain("The wait");
  });

  test("that has changed meanwhile is not taken for agreed", async () => {
    const { ctx, row, issue } = await aListedCase();
    expect(await attempt(() => agreeIssues(ctx, agreement(row.id, [issue.id])))).toEqual({
      outcome: "CONFLICT",
      changed: [],
    });
  });

  test.each([
    ["2026-05-12T10:31", "future"],
    ["2026-05-12T10:00", "before the case was received"],
    ["2026-03-29T01:30", "skip"],
  ])("at %s: %s", async (agreedAt, words) => {
    const { ctx, row, issue, second } = await aListedCase();
    const refusal = await refusalOf(agreeIssues(ctx, agreement(row.id, [issue.id, second.id], { agreedAt })));
    expect(refusal.details.fieldErrors?.agreedAt?.[0]).toContain(words);
  });

  test("under the id of another agreement is refused", async () => {
    const [one, other] = [await aListedCase(), await aListedCase()];
    const agreementId = newId();
    await agreeIssues(one.ctx, agreement(one.row.id, [one.issue.id, one.second.id], { agreementId }));
    const again = agreement(other.row.id, [other.issue.id, other.second.id], { agreementId });
    expect(await outcomeOf(agreeIssues(other.ctx, again))).toBe("NOT_FOUND");
  });
});
