import { beforeAll, describe, expect, test } from "vitest";
import { countView, listCases, queueWhere } from "@/lib/case/queries/queue";
import { WINDOW } from "@/lib/case/queries/queue-order";
import {
  CaseKind,
  CaseState,
  Channel,
  QUEUE_COUNTED,
  QUEUE_TABS,
  type QueueTab,
  queueSchema,
  ReporterKind,
} from "@/lib/case/schema";
import { systemDb } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { newId } from "@/lib/shared/ids";
import { aCase, anEscalation, aPatient, aPerson, aSite, aUnit, aViewer, NOW } from "../../support/factories";
import { fillQueue } from "../../support/plans";
import { anInvitation } from "../../support/surveys";

// What a filter lets through is said twice, in SQL for the pages of a queue, and for Prisma, which asks of single cases.

const HOUR = 3_600_000;
const EVERY = 1_000_000;
const day = (days: number) => new Date(NOW.getTime() - days * 24 * HOUR).toISOString().slice(0, 10);

/** What a change of many cases did to each, and what taking that back did. */
const SETTLED = [
  { outcome: "done" },
  { outcome: "done", undone: "left_out" },
  { outcome: "done", undone: "done" },
  { outcome: "left_out", why: "It is closed." },
  { outcome: null },
] as const;

let viewer: Viewer;
let ids: { site: string; unit: string; owner: string; tag: string; run: string };

/** No two of these share all facts, and each fact is had by some of them and not by others. */
beforeAll(async () => {
  const [site, other, unseen] = [await aSite(), await aSite(), await aSite()];
  viewer = await aViewer({ site, also: [{ role: "auditor", site: other }] });
  const [unit, ward, owner] = [await aUnit(site), await aUnit(site), await aPerson({ site })];
  const patients = await Promise.all(["es", "en", undefined].map((language) => aPatient({ site, language })));
  const tag = await systemDb().tag.create({
    data: { id: newId(), siteId: site.id, label: "Parking", key: newId(), createdById: owner.id, createdAt: NOW },
  });
  const run = await systemDb().bulkRun.create({
    data: {
      ...{ id: newId(), byId: viewer.personId, deed: "take", input: {}, title: "Take" },
      ...{ asOf: NOW, begunAt: NOW, resolvedAt: NOW },
    },
  });
  ids = { site: other.id, unit: unit.id, owner: owner.id, tag: tag.id, run: run.id };
  const of = <T>(values: readonly T[], index: number) => values[index % values.length] as T;
  for (let index = 0; index < 60; index++) {
    const isThere = index % 5 > 0;
    const state = of(Object.values(CaseState), index);
    const row = await aCase({
      site: isThere ? site : of([other, unseen], index / 5),
      state,
      ...{ kind: of(Object.values(CaseKind), index), channel: of(Object.values(Channel), index + 1) },
      ...{ severity: of([1, 2, 3] as const, index), reporterKind: of(Object.values(ReporterKind), index) },
      ...(isThere ? { unitId: of([unit.id, null], index), patientId: of(patients, index)?.id } : {}),
      namesStaff: index % 12 < 7,
      ownerId: of([owner.id, null, viewer.personId], index),
      loggedById: owner.id,
      receivedAt: new Date(NOW.getTime() - index * 7 * HOUR),
      updatedAt: new Date(NOW.getTime() - (index % 11) * 5 * HOUR),
      nextDueAt: new Date(NOW.getTime() + ((index % 9) - 3) * 20 * HOUR),
    });
    const owned = { id: newId(), caseId: row.id, siteId: row.siteId };
    if (state === "waiting") {
      const of = index % 3 ? "unit" : "consent";
      await systemDb().caseWait.create({ data: { ...owned, for: of, reason: "An answer", since: NOW } });
    } else if (state !== "closed" && index % 4 === 0) await anEscalation(owned);
    const { id: _, ...place } = owned;
    const settled = {
      runId: run.id,
      position: index,
      seenVersion: 1,
      key: newId(),
      ...of(SETTLED, Math.floor(index / 3)),
    };
    await systemDb().bulkRow.create({ data: { ...place, ...settled } });
    await systemDb().issue.create({
      data: {
        ...{ ...owned, id: newId(), position: 2, summary: "What it is about", createdAt: NOW },
        ...{ severity: of([1, 2, 3] as const, index + 1), finding: of([null, "upheld", "not_upheld"] as const, index) },
        category: of(["safety", "listening"] as const, index),
        unitId: isThere ? of([null, ward.id, unit.id], Math.floor(index / 2)) : null,
        ...(index % 8 === 0 ? { voidedAt: NOW, voidReason: "Listed twice" } : {}),
      },
    });
    if (index % 3) {
      const [isMet, isDropped] = [index % 4 === 1, index % 7 === 1];
      const isEnded = !isMet && !isDropped && index % 2 === 0;
      await systemDb().clock.create({
        data: {
          ...{ ...owned, id: newId(), limitId: "resolve", packId: "plain", packVersion: "2026-1" },
          clock: of(["resolve", "resolve", "acknowledge"] as const, Math.floor(index / 2)),
          ...{ startedFrom: "received", startedAt: NOW, dueSoonAt: NOW, calendarVersion: 0, computedAt: NOW },
          dueAt: new Date(NOW.getTime() - (index % 9) * 24 * HOUR),
          ...{
            metAt: isMet ? new Date(NOW.getTime() - (index % 12 === 1 && index < 30 ? 0 : 9) * 24 * HOUR) : null,
            droppedAt: isDropped ? NOW : null,
          },
          endedAt: isEnded ? new Date(NOW.getTime() - 4 * 24 * HOUR) : null,
          ...{ isOpen: !isMet && !isDropped && !isEnded, isPaused: index % 5 === 1 && !isMet && !isEnded },
        },
      });
    }
    await systemDb().caseFacts.create({
      data: { caseId: row.id, siteId: row.siteId, settledOnTheSpot: of(["yes", "no", "unknown"] as const, index) },
    });
    if (index % 2) {
      const closedAt = new Date(NOW.getTime() - (index % 13) * 24 * HOUR);
      await systemDb().closing.create({
        data: {
          ...{ ...owned, id: newId(), outcome: "answered", summary: "Answered.", hasChanged: false, lesson: "None." },
          ...{
            closedById: owner.id,
            closedAt,
            ...(index % 5 === 1 ? { reopenedAt: NOW, reopenReason: "They wrote again.", reopenedById: owner.id } : {}),
          },
        },
      });
    }
    if (index % 4 === 0) {
      const { invitationId, versionId } = await anInvitation(
        { ...row, closer: owner },
        { instrument: index % 12 ? "service_recovery" : "csat", sentAt: NOW },
      );
      await systemDb().surveyAnswer.create({
        data: {
          ...{ id: newId(), invitationId, caseId: row.id, siteId: row.siteId, versionId, language: "en", issues: [] },
          items: index % 8 ? { listened: String(2 + ((index / 4) % 4)) } : { explained: "5" },
          answeredAt: new Date(NOW.getTime() - (index % 9) * 24 * HOUR),
        },
      });
    }
    if (isThere && index % 3 === 0) {
      await systemDb().caseTag.create({ data: { ...owned, tagId: tag.id, addedById: owner.id, addedAt: NOW } });
    }
  }
});

async function asPrisma(tab: QueueTab, asked: Record<string, string>): Promise<string[]> {
  const { page: _, ...filter } = queueSchema.parse(asked);
  const rows = await systemDb().case.findMany({
    where: queueWhere(viewer, tab, { ...filter, now: NOW }),
    select: { reference: true },
    orderBy: [{ receivedAt: "desc" }, { id: "desc" }],
    take: EVERY,
  });
  return rows.map(({ reference }) => reference);
}

const ASKED: Record<string, string>[] = [
  {},
  { kind: "complaint" },
  { kind: "grievance,complaint" },
  { severity: "3" },
  { severity: "1,3" },
  { state: "investigating" },
  { state: "closed" },
  { state: "waiting,closed" },
  { channel: "letter" },
  { reporter: "visitor,staff" },
  { language: "es" },
  { language: "es,en" },
  { waiting: "unit" },
  { waiting: "unit,consent" },
  { escalated: "yes" },
  { escalated: "no" },
  { clock: "late" },
  { clock: "soon" },
  { unheard: "3" },
  { owner: "me" },
  { owner: "nobody" },
  { owner: "me,nobody" },
  { owner: "owner" },
  { unit: "none" },
  { unit: "unit" },
  { unit: "unit,none" },
  { site: "site" },
  { tag: "tag" },
  { run: "run" },
  { run: "run", kind: "complaint,concern", site: "site" },
  { from: day(9), to: day(3) },
  { from: day(9) },
  { updatedFrom: day(1) },
  { updatedTo: day(1) },
  { cause: "safety" },
  { cause: "safety,listening", unit: "unit" },
  { cause: "listening", unit: "none" },
  { cause: "safety", unit: "unit,none", kind: "complaint,concern" },
  { answerFrom: day(6), answerTo: day(3) },
  { answerTo: day(4), kind: "complaint" },
  { acknowledgedFrom: day(8), acknowledgedTo: day(2) },
  { answeredFrom: day(8), answeredTo: day(1) },
  { referredFrom: day(6), referredTo: day(1) },
  { referredTo: day(4) },
  { saidFrom: day(6), saidTo: day(1) },
  { said: "listened" },
  { said: "listened:well", saidTo: day(2) },
  { closedFrom: day(6), closedTo: day(1), kind: "complaint,concern" },
  { acknowledgeFrom: day(8), acknowledgeTo: day(2), counted: "escalated" },
  { answerTo: day(1), counted: "answered_in_time", kind: "complaint,concern" },
  { counted: "acknowledged_in_time" },
  { closedFrom: day(16), counted: "found" },
  { counted: "upheld", unit: "unit,none" },
  { counted: "settled" },
  { from: day(9), counted: "high_severity" },
  { counted: "high_severity", cause: "safety", unit: "none" },
  { closedFrom: day(16), closedTo: day(2), counted: "issue_found", unit: "unit" },
  { counted: "issue_upheld", unit: "unit,none" },
  { closedFrom: day(12), counted: "reopened" },
  { kind: "complaint", severity: "2", channel: "phone" },
  { tag: "tag", unit: "unit", from: day(12) },
  { owner: "nobody", escalated: "no", clock: "soon" },
  { language: "es", updatedFrom: day(2), unit: "none,unit" },
];

describe.each(QUEUE_TABS)("of the tab %s", (tab) => {
  test.each(ASKED)("%j lets through the same in both", async (asked) => {
    const known = Object.fromEntries(
      Object.entries(asked).map(([key, value]) => [
        key,
        value
          .split(",")
          .map((each) => (each in ids && each === key ? ids[each as keyof typeof ids] : each))
          .join(","),
      ]),
    );
    const expected = await asPrisma(tab, known);
    const filter = queueSchema.parse(known);
    const { rows, total } = await listCases(viewer, tab, filter, NOW);
    expect(rows.map(({ reference }) => reference)).toEqual(expected.slice(0, 50));
    expect(total).toEqual({ count: expected.length, isCapped: false });
    const counted = await countView(viewer, systemDb(), { tab, filter: { ...filter, now: NOW }, cap: EVERY });
    expect(counted.count).toBe(expected.length);
    for (const sort of ["updated", "kind", "owner"]) {
      const sorted = await listCases(viewer, tab, queueSchema.parse({ ...known, sort, order: "asc" }), NOW);
      expect(sorted.total.count).toBe(expected.length);
      if (expected.length <= 50) {
        expect(new Set(sorted.rows.map(({ reference }) => reference))).toEqual(new Set(expected));
      }
    }
  });
});

test("some of each are let through", async () => {
  const asked: Record<string, string> = {
    language: "es",
    waiting: "unit",
    escalated: "yes",
    tag: ids.tag,
    run: ids.run,
    clock: "late",
    cause: "safety",
    answerTo: day(2),
    acknowledgeTo: day(2),
    saidTo: day(1),
    said: "listened:well",
  };
  const counted = QUEUE_COUNTED.map((value) => ["counted", value] as const);
  for (const [key, value] of [...Object.entries(asked), ...counted]) {
    expect((await asPrisma("all", { [key]: value })).length, value).toBeGreaterThan(1);
  }
});

test("those that bunch together beyond the window are found, whatever page of them is asked for", async () => {
  const site = await aSite();
  const reader = await aViewer({ site });
  await fillQueue(site, Math.ceil(((WINDOW + 1_100) * 16) / 13));
  await systemDb().$executeRaw`
    UPDATE "Case" SET "severity" = CASE WHEN "id" IN (
      SELECT "id" FROM "Case" WHERE "siteId" = ${site.id}::uuid AND NOT "isOpen" ORDER BY "reference" LIMIT 1050
    ) THEN 3 ELSE 1 END WHERE "siteId" = ${site.id}::uuid`;
  const expected = await systemDb().case.findMany({
    where: { siteId: site.id, severity: 3 },
    select: { reference: true },
    orderBy: [{ reference: "desc" }, { id: "desc" }],
  });
  const asked = { severity: "3", sort: "reference", order: "desc" };
  let page: string | null = null;
  for (let at = 0; at < expected.length; at += 50) {
    const found = await listCases(reader, "closed", queueSchema.parse({ ...asked, ...(page ? { page } : {}) }), NOW);
    expect(found.rows.map((row) => row.reference)).toEqual(expected.slice(at, at + 50).map((row) => row.reference));
    expect(found.total).toEqual({ count: 999, isCapped: true });
    page = found.next;
  }
  expect(page).toBeNull();
});
