import { describe, expect, test } from "vitest";
import { logCase } from "@/lib/case/mutations/log-case";
import { saveDraft } from "@/lib/draft/mutations";
import { findDraft } from "@/lib/draft/queries";
import { saveDraftSchema } from "@/lib/draft/schema";
import { systemDb } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import {
  countRequests,
  getRequest,
  listAskedOfMyUnits,
  listOwnLate,
  listRepliesIn,
  listRequests,
  listRequestsOfCase,
  listSettledByMyUnits,
  listTeamLate,
  listUnitsToAsk,
} from "@/lib/request/queries";
import { newId } from "@/lib/shared/ids";
import { encodeCursor } from "@/lib/shared/page";
import { attempt, outcomeOf } from "../../support/evidence";
import {
  anIssue,
  aPatient,
  aPerson,
  aRequest,
  aSite,
  aUnit,
  aViewer,
  logCaseInput,
  NOW,
  type Place,
  type RequestGiven,
  userCtxFor,
} from "../../support/factories";

const hoursIn = (hours: number) => new Date(NOW.getTime() + hours * 3_600_000);
const LISTS = ["open", "late", "settled"] as const;

/** A case of which every word is a secret, with a request to a unit of its site. */
async function aScene(given: Partial<Omit<RequestGiven, "of" | "unitId">> = {}) {
  const site = await aSite();
  const unit = await aUnit(site, "Day Surgery");
  const dana = await aViewer({ site, name: "Dana" });
  const patient = await aPatient({ site, name: "Secret Patient", recordNumber: "SECRET-77", phone: "555 SECRET" });
  const input = logCaseInput(site, {
    words: "Secret words of the patient.",
    wanted: "Secret wish",
    reporterName: "Secret Reporter",
    reporterContact: "secret@example.org",
    patientId: patient.id,
  });
  const { caseId } = await logCase(userCtxFor(dana), input);
  const of = await systemDb().case.findUniqueOrThrow({ where: { id: caseId } });
  const request = await aRequest({ of, unitId: unit.id, ...given });
  const amina = await aViewer({ site, role: "responder", unitId: unit.id });
  return { site, unit, dana, of, request, amina };
}

/** All that the pages of a responder could show them. */
async function everythingFor(viewer: Viewer, id: string): Promise<string> {
  const lists = await Promise.all(LISTS.map((tab) => listRequests(viewer, { tab }, NOW)));
  const days = [await listAskedOfMyUnits(viewer, NOW), await listSettledByMyUnits(viewer, NOW)];
  const others = [await listRepliesIn(viewer, NOW), await listOwnLate(viewer, NOW), await listTeamLate(viewer, NOW)];
  return JSON.stringify([lists, days, others, await getRequest(viewer, id, NOW)]);
}

describe("a responder", () => {
  test.each(["open", "answered", "returned", "withdrawn"] as const)(
    "sees of a case whose request is %s nothing but the request",
    async (state) => {
      const { of, request, amina } = await aScene({ state });
      const json = await everythingFor(amina, request.id);
      expect(json).toContain("Who was on duty that night?");
      expect(json).not.toMatch(/secret/i);
      for (const hidden of [of.id, of.reference, of.patientId]) expect(json).not.toContain(hidden);
    },
  );

  test("sees exactly what is shared, and no more once it is not", async () => {
    const { of, request, amina } = await aScene();
    const show = async (shares: object) => {
      await systemDb().request.update({ where: { id: request.id }, data: shares });
      return (await getRequest(amina, request.id, NOW)).shared;
    };
    const none = { words: null, patient: null, issues: null };
    expect(await show({ sharesWords: true })).toEqual({ ...none, words: of.words });
    expect(await show({ sharesWords: false, sharesPatient: true })).toEqual({
      ...none,
      patient: { name: "Secret Patient", recordNumber: "SECRET-77" },
    });
    expect(await show({ sharesPatient: false, sharesIssues: true })).toEqual({ ...none, issues: [of.about] });
    expect(await show({ sharesIssues: false })).toEqual(none);
    expect(await everythingFor(amina, request.id)).not.toMatch(/secret/i);
  });

  test("sees no issue that was taken off the list", async () => {
    const { of, request, amina } = await aScene({ sharesIssues: true });
    const { id } = await anIssue({ caseId: of.id, siteId: of.siteId, summary: "Not an issue", position: 2 });
    await systemDb().issue.update({ where: { id }, data: { voidedAt: NOW, voidReason: "Written twice." } });
    expect((await getRequest(amina, request.id, NOW)).shared.issues).toEqual([of.about]);
  });

  test("sees no wish, no reporter and no number when all is shared", async () => {
    const { request, amina } = await aScene({ sharesWords: true, sharesPatient: true, sharesIssues: true });
    expect(await everythingFor(amina, request.id)).not.toMatch(/Secret wish|Secret Reporter|secret@|555/);
  });

  test("finds no request of another unit, of another site, or after the role is gone", async () => {
    const { site, unit, request } = await aScene({ sharesWords: true });
    const strangers = [
      await aViewer({ site, role: "responder", unitId: (await aUnit(site)).id }),
      await aViewer({ site, role: "responder" }),
      await aViewer({ site: await aSite(), role: "manager" }),
      await aViewer({ site, role: "administrator" }),
      await aViewer({ organisationId: site.organisationId }),
    ];
    for (const viewer of strangers) {
      expect(await outcomeOf(getRequest(viewer, request.id, NOW))).toBe("NOT_FOUND");
      for (const tab of LISTS) expect((await listRequests(viewer, { tab }, NOW)).rows).toEqual([]);
      expect(await listAskedOfMyUnits(viewer, NOW)).toEqual([]);
      expect((await countRequests(viewer, NOW)).asked.count).toBe(0);
    }
    const amina = await aViewer({ site, role: "responder", unitId: unit.id });
    expect(await outcomeOf(getRequest(amina, newId(), NOW))).toBe("NOT_FOUND");
    expect(await outcomeOf(getRequest(amina, "no id", NOW))).toBe("NOT_FOUND");
  });

  test("keeps a draft of an answer to their unit's request, and to no other", async () => {
    const { request, amina, site } = await aScene();
    const draft = (subject: string) =>
      saveDraftSchema.parse({ kind: "request.answer", subject, fields: '{"answer":"We"}' });
    await saveDraft(userCtxFor(amina), draft(request.id));
    expect((await findDraft(amina, "request.answer", request.id))?.fields).toEqual({ answer: "We" });
    const stranger = userCtxFor(await aViewer({ site, role: "responder", unitId: (await aUnit(site)).id }));
    for (const subject of [request.id, request.caseId]) {
      const ended = await attempt(() => saveDraft(stranger, draft(subject)));
      expect(ended).toEqual({ outcome: "NOT_FOUND", changed: [] });
    }
  });
});

describe("whoever works or reads the case", () => {
  test.each(["associate", "supervisor", "manager", "auditor"] as const)("sees it with its case: %s", async (role) => {
    const { site, of, request } = await aScene({ dueAt: hoursIn(-1), askedAt: hoursIn(-9) });
    const viewer = await aViewer({ site, role });
    const detail = await getRequest(viewer, request.id, NOW);
    expect(detail.case).toEqual({ reference: of.reference, about: of.about });
    expect(detail.may).toEqual({ reply: false, pursue: role !== "auditor" });
    const late = await listRequests(viewer, { tab: "late" }, NOW);
    expect(late.rows).toMatchObject([{ id: request.id, isLate: true, case: { reference: of.reference } }]);
    expect((await countRequests(viewer, NOW)).late).toEqual({ count: 1, isCapped: false });
  });

  test("reads on the case whether anybody answers for the unit, and when it may be reminded again", async () => {
    const { site, unit, dana, of } = await aScene();
    const empty = await aUnit(site);
    const gone = await aPerson({ site, role: "responder", unitId: empty.id });
    await systemDb().person.update({ where: { id: gone.id }, data: { deactivatedAt: NOW } });
    await aRequest({ of, unitId: empty.id, remindedAt: NOW, remindCount: 1, dueAt: hoursIn(30) });
    const rows = await listRequestsOfCase(dana, of.id, NOW);
    expect(rows.map(({ unit: { id }, ...row }) => [id, row.hasResponder, row.nextReminderAt, row.mayPursue])).toEqual([
      [unit.id, true, null, true],
      [empty.id, false, hoursIn(1).toISOString(), true],
    ]);
    expect(await listRequestsOfCase(await aViewer({ site: await aSite() }), of.id, NOW)).toEqual([]);
  });

  test("chooses among the units of the site, each with its responders", async () => {
    const { site, unit, dana } = await aScene();
    const bare = await aUnit(site, "Archive");
    const [amina] = (await listUnitsToAsk(dana, site.id)).filter(({ id }) => id === unit.id);
    expect(amina?.responders).toHaveLength(1);
    expect((await listUnitsToAsk(dana, site.id)).find(({ id }) => id === bare.id)?.responders).toEqual([]);
    expect(await listUnitsToAsk(await aViewer({ site, role: "auditor" }), site.id)).toEqual([]);
    expect(await listUnitsToAsk(await aViewer({ site: await aSite() }), site.id)).toEqual([]);
  });
});

describe("the lists of a day", () => {
  async function aDay(site: Place) {
    const { dana, of, unit } = await aScene();
    return { dana, of, unit, site };
  }

  test("show an owner the replies that came in, not their own deeds, nor what is old or of a closed case", async () => {
    const { dana, of, unit } = await aDay(await aSite());
    const base = { of, unitId: unit.id };
    const someone = (await aPerson()).id;
    const answered = await aRequest({ ...base, state: "answered", settledById: someone, askedAt: hoursIn(-2) });
    const returned = await aRequest({
      ...base,
      ...{ state: "returned" as const, settledById: someone, settledAt: hoursIn(-1), askedAt: hoursIn(-2) },
    });
    await aRequest({ ...base, state: "withdrawn" });
    await aRequest({
      ...base,
      ...{ state: "answered" as const, askedAt: hoursIn(-400), settledAt: hoursIn(-8 * 24), settledById: someone },
    });
    expect((await listRepliesIn(dana, NOW)).map(({ id }) => id)).toEqual([answered.id, returned.id]);
    await systemDb().case.update({ where: { id: of.id }, data: { state: "closed", closedAt: NOW } });
    expect(await listRepliesIn(dana, NOW)).toEqual([]);
  });

  test("show late requests to the owner and to whoever decides at the site, the latest first", async () => {
    const { dana, of, unit } = await aDay(await aSite());
    const late = (hours: number) =>
      aRequest({ of, unitId: unit.id, askedAt: hoursIn(-90), dueAt: hoursIn(-hours) }).then(({ id }) => id);
    const [newer, older] = [await late(1), await late(50)];
    const site = { id: of.siteId, organisationId: dana.organisationId } as Place;
    expect((await listOwnLate(dana, NOW)).map(({ id }) => id)).toEqual([older, newer]);
    expect(await listOwnLate(await aViewer({ site }), NOW)).toEqual([]);
    expect(await listTeamLate(await aViewer({ site }), NOW)).toEqual([]);
    const sam = await aViewer({ site, role: "supervisor" });
    expect((await listTeamLate(sam, NOW)).map(({ id }) => id)).toEqual([older, newer]);
  });

  test("are read page by page, each row once, forward and back", async () => {
    const { of, unit, amina } = await aScene();
    const data = Array.from({ length: 119 }, (_, index) => ({
      ...{ id: newId(), caseId: of.id, siteId: of.siteId, unitId: unit.id, question: `${index}` },
      ...{ askedById: of.loggedById, askedAt: NOW, dueAt: hoursIn(1 + (index % 7)), idempotencyKey: newId() },
    }));
    await systemDb().request.createMany({ data });
    const pages: string[][] = [];
    let page: string | undefined;
    let previous: string | null = null;
    do {
      const read = await listRequests(amina, { tab: "open", page }, NOW);
      pages.push(read.rows.map(({ id }) => id));
      previous = read.previous;
      page = read.next ?? undefined;
      expect(read.total).toEqual({ count: 120, isCapped: false });
    } while (page && pages.length < 5);
    expect(pages.map((ids) => ids.length)).toEqual([50, 50, 20]);
    expect(new Set(pages.flat()).size).toBe(120);
    const back = await listRequests(amina, { tab: "open", page: previous ?? undefined }, NOW);
    expect(back.rows.map(({ id }) => id)).toEqual(pages[1]);
    const lost = encodeCursor({ direction: "after", value: "2050-01-01T00:00:00.000Z", id: newId() });
    expect((await listRequests(amina, { tab: "open", page: lost }, NOW)).rows).toHaveLength(50);
  });
});
