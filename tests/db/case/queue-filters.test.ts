import { describe, expect, test } from "vitest";
import { countOwn, listOwnClosed, listOwnOpen, listUnassigned, listUsedLanguages } from "@/lib/case/queries/lists";
import { countTabs, listCases } from "@/lib/case/queries/queue";
import { CaseKind, QUEUE_TABS, type QueueTab, queueSchema } from "@/lib/case/schema";
import { systemDb } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { newId } from "@/lib/shared/ids";
import {
  aCase,
  anEscalation,
  aPatient,
  aPerson,
  aSite,
  aUnit,
  aViewer,
  type CaseGiven,
  NOW,
} from "../../support/factories";
import { aClosedCase } from "../../support/surveys";

const DAY = 86_400_000;

async function listed(viewer: Viewer, tab: QueueTab, filter: Record<string, string> = {}): Promise<string[]> {
  const { rows, total } = await listCases(viewer, tab, queueSchema.parse(filter), NOW);
  expect(total).toEqual({ count: rows.length, isCapped: false });
  return rows.map(({ about }) => about).toSorted();
}

/** Each tells by what it is about which tabs hold it. */
async function aMixedQueue() {
  const site = await aSite();
  const me = await aViewer({ site });
  const other = await aPerson({ site });
  const add = (about: string, given: Partial<CaseGiven> = {}) => aCase({ site, loggedById: other.id, about, ...given });
  await add("mine", { ownerId: me.personId, state: "triaged" });
  await add("theirs", { ownerId: other.id, state: "waiting" });
  await add("nobody's");
  await add("mine, closed", { ownerId: me.personId, state: "closed" });
  await add("nobody's, closed", { state: "closed" });
  const escalated = await add("mine, escalated", { ownerId: me.personId, state: "investigating" });
  await anEscalation({ caseId: escalated.id, siteId: site.id });
  return { site, me };
}

describe("the tabs of a queue", () => {
  test("hold what they say, and their counts agree", async () => {
    const { me } = await aMixedQueue();
    const expected: Record<QueueTab, string[]> = {
      mine: ["mine", "mine, escalated"],
      unassigned: ["nobody's"],
      escalated: ["mine, escalated"],
      open: ["mine", "mine, escalated", "nobody's", "theirs"],
      closed: ["mine, closed", "nobody's, closed"],
      all: ["mine", "mine, closed", "mine, escalated", "nobody's", "nobody's, closed", "theirs"],
    };
    const counts = await countTabs(me, [...QUEUE_TABS]);
    for (const tab of QUEUE_TABS) {
      expect({ tab, rows: await listed(me, tab) }).toEqual({ tab, rows: expected[tab] });
      expect(counts[tab]).toEqual({ count: expected[tab].length, isCapped: false });
    }
  });

  test("count to 99, and then say more", async () => {
    const site = await aSite();
    const loggedById = (await aPerson({ site })).id;
    const viewer = await aViewer({ site });
    for (let index = 0; index < 99; index++) await aCase({ site, loggedById });
    expect((await countTabs(viewer, ["all"])).all).toEqual({ count: 99, isCapped: false });
    await aCase({ site, loggedById });
    expect((await countTabs(viewer, ["all"])).all).toEqual({ count: 99, isCapped: true });
  });
});

describe("a filter of the queue", () => {
  test("lets through what it names, alone and with others", async () => {
    const [site, second] = [await aSite(), await aSite()];
    const [ward4, ward5] = [await aUnit(site), await aUnit(site)];
    const owner = await aPerson({ site });
    const viewer = await aViewer({ site, also: [{ role: "associate", site: second }] });
    const add = (about: string, given: Partial<CaseGiven> = {}) => aCase({ site, about, ...given });
    await add("a", { kind: "grievance", severity: 3, unitId: ward4.id, channel: "email" });
    await add("b", { kind: "grievance", severity: 1, unitId: ward5.id, ownerId: owner.id, state: "triaged" });
    await add("c", { kind: "inquiry", severity: 3, site: second });
    expect(await listed(viewer, "all", { kind: "grievance" })).toEqual(["a", "b"]);
    expect(await listed(viewer, "all", { severity: "3" })).toEqual(["a", "c"]);
    expect(await listed(viewer, "all", { state: "triaged" })).toEqual(["b"]);
    expect(await listed(viewer, "all", { channel: "email" })).toEqual(["a"]);
    expect(await listed(viewer, "all", { site: second.id })).toEqual(["c"]);
    expect(await listed(viewer, "all", { unit: ward4.id })).toEqual(["a"]);
    expect(await listed(viewer, "all", { owner: owner.id })).toEqual(["b"]);
    expect(await listed(viewer, "all", { kind: "grievance", severity: "3" })).toEqual(["a"]);
    expect(await listed(viewer, "unassigned", { severity: "1" })).toEqual([]);
    expect(await listed(viewer, "all", { unit: newId() })).toEqual([]);
    expect(await listed(viewer, "all", { kind: "nonsense" })).toEqual(["a", "b", "c"]);
  });

  test("takes several values of a fact, and whoever has none", async () => {
    const site = await aSite();
    const viewer = await aViewer({ site });
    const [ward, other] = [await aUnit(site), await aPerson({ site })];
    const spanish = await aPatient({ site, language: "es" });
    const add = (about: string, given: Partial<CaseGiven> = {}) =>
      aCase({ site, about, loggedById: other.id, ...given });
    const ago = (days: number) => new Date(NOW.getTime() - days * DAY);
    await add("a", {
      ownerId: viewer.personId,
      unitId: ward.id,
      severity: 1,
      receivedAt: ago(40),
      lastHeardAt: ago(3),
    });
    await add("b", { ownerId: other.id, severity: 2, receivedAt: ago(10), updatedAt: ago(1) });
    await add("c", { severity: 3, reporterKind: "staff", patientId: spanish.id, updatedAt: ago(9) });
    await anEscalation({ caseId: (await add("d", { receivedAt: ago(40), state: "triaged" })).id, siteId: site.id });
    await add("closed", { state: "closed", receivedAt: ago(90) });
    const waiting = await add("waits", { state: "waiting", ownerId: other.id });
    await systemDb().caseWait.create({
      data: { id: newId(), caseId: waiting.id, siteId: site.id, for: "unit", reason: "Their answer", since: NOW },
    });
    const open = (filter: Record<string, string>) => listed(viewer, "open", filter);
    expect(await open({ severity: "1,3" })).toEqual(["a", "c"]);
    expect(await open({ owner: "me" })).toEqual(["a"]);
    expect(await open({ owner: "nobody" })).toEqual(["c", "d"]);
    expect(await open({ owner: `me,nobody` })).toEqual(["a", "c", "d"]);
    expect(await open({ owner: `me,${other.id}` })).toEqual(["a", "b", "waits"]);
    expect(await open({ unit: "none" })).toEqual(["b", "c", "d", "waits"]);
    expect(await open({ unit: `none,${ward.id}`, severity: "1" })).toEqual(["a"]);
    expect(await open({ escalated: "yes" })).toEqual(["d"]);
    expect(await open({ escalated: "no", severity: "2" })).toEqual(["b", "waits"]);
    expect(await open({ reporter: "staff,visitor" })).toEqual(["c"]);
    expect(await open({ language: "es,fr" })).toEqual(["c"]);
    expect(await listUsedLanguages(viewer, ["es", "fr"])).toEqual(["es"]);
    expect(await listUsedLanguages(await aViewer({ site: await aSite() }), ["es", "fr"])).toEqual([]);
    expect(await open({ waiting: "unit,patient" })).toEqual(["waits"]);
    expect(await open({ waiting: "patient" })).toEqual([]);
    expect(await open({ unheard: "9" })).toEqual(["b", "d"]);
    expect(await open({ unheard: "10" })).toEqual(["d"]);
    expect(await listed(viewer, "all", { unheard: "39" })).toEqual(["d"]);
    expect(await listed(viewer, "all", { updatedFrom: "1999-01-01", updatedTo: "1999-12-31" })).toEqual([]);
  });

  test.each(Object.values(CaseKind))("by the kind %s finds that kind", async (kind) => {
    const site = await aSite();
    for (const each of Object.values(CaseKind)) await aCase({ site, kind: each, about: each });
    expect(await listed(await aViewer({ site }), "all", { kind })).toEqual([kind]);
  });

  test("of a site never shows another's, though its id is known", async () => {
    const [mine, theirs] = [await aSite(), await aSite()];
    await aCase({ site: theirs });
    expect(await listed(await aViewer({ site: mine }), "all", { site: theirs.id })).toEqual([]);
  });

  test("by day counts days where the case is, through the day the clocks change", async () => {
    const site = await aSite({ timeZone: "America/New_York" });
    const viewer = await aViewer({ site });
    // The clocks go forward on 8 March 2026: that day has 23 hours, from 05:00Z to 04:00Z.
    for (const receivedAt of [
      "2026-03-08T04:59:59.999Z",
      "2026-03-08T05:00:00Z",
      "2026-03-09T03:59:59.999Z",
      "2026-03-09T04:00:00Z",
    ]) {
      await aCase({ site, about: receivedAt, receivedAt: new Date(receivedAt) });
    }
    expect(await listed(viewer, "all", { from: "2026-03-08", to: "2026-03-08" })).toEqual([
      "2026-03-08T05:00:00Z",
      "2026-03-09T03:59:59.999Z",
    ]);
    expect(await listed(viewer, "all", { to: "2026-03-07" })).toEqual(["2026-03-08T04:59:59.999Z"]);
    expect(await listed(viewer, "all", { from: "2026-03-09" })).toEqual(["2026-03-09T04:00:00Z"]);
    expect(await listed(viewer, "all", { from: "2026-03-09", to: "2026-03-08" })).toEqual([]);
    const auckland = await aSite({ timeZone: "Pacific/Auckland" });
    await aCase({ site: auckland, about: "Auckland", receivedAt: new Date("2026-03-08T11:00:00Z") });
    const both = await aViewer({ site, also: [{ role: "associate", site: auckland }] });
    expect(await listed(both, "all", { from: "2026-03-09" })).toEqual(["2026-03-09T04:00:00Z", "Auckland"]);
  });

  test.each<Record<string, string>>([
    { to: "9999-12-31" },
    { from: "0001-01-01" },
    { from: "0000-01-01" },
    { from: "0099-01-01" },
  ])("by a day far away, as %j, breaks nothing and hides nothing", async (filter) => {
    const site = await aSite();
    await aCase({ site, about: "now" });
    expect(await listed(await aViewer({ site }), "all", filter)).toEqual(["now"]);
  });
});

describe("a row of the queue", () => {
  test("tells what a list needs, and the age on the day where the site is", async () => {
    const site = await aSite({ timeZone: "Pacific/Auckland" });
    const unit = await aUnit(site, "Ward 4");
    const owner = await aPerson({ site, name: "Ana" });
    const patient = await aPatient({ site, name: "Ileana Marcu", bornOn: "1959-05-13", recordNumber: "77" });
    const given = await aCase({
      site,
      unitId: unit.id,
      ownerId: owner.id,
      state: "triaged",
      patientId: patient.id,
      severity: 3,
    });
    const now = new Date("2026-05-12T20:00:00Z");
    const { rows } = await listCases(await aViewer({ site }), "all", queueSchema.parse({}), now);
    expect(rows).toEqual([
      {
        id: given.id,
        reference: given.reference,
        kind: "complaint",
        state: "triaged",
        severity: 3,
        about: "The wait was long",
        receivedAt: NOW.toISOString(),
        updatedAt: NOW.toISOString(),
        isEscalated: false,
        lastHeardAt: null,
        clock: null,
        daysUnheard: 1,
        patient: { name: "Ileana Marcu", age: 67, recordNumber: "77" },
        reporterKind: "patient",
        reporterName: null,
        site: { id: site.id, name: site.name, zone: "Pacific/Auckland" },
        unit: "Ward 4",
        owner: { id: owner.id, name: "Ana" },
      },
    ]);
  });
});

describe("my day", () => {
  test("begins with the serious, then the oldest, of one's own open cases", async () => {
    const site = await aSite();
    const me = await aViewer({ site });
    const add = (about: string, given: Partial<CaseGiven>) =>
      aCase({ site, about, ownerId: me.personId, state: "triaged", ...given });
    await add("low", { severity: 1, receivedAt: new Date(NOW.getTime() - 9 * DAY) });
    await add("high, new", { severity: 3 });
    await add("high, old", { severity: 3, receivedAt: new Date(NOW.getTime() - DAY) });
    await add("closed", { severity: 3, state: "closed" });
    await aCase({ site, about: "nobody's" });
    expect((await listOwnOpen(me, NOW)).map(({ about }) => about)).toEqual(["high, old", "high, new", "low"]);
  });

  test("ends with one's own that were closed in seven days", async () => {
    const site = await aSite();
    const me = await aViewer({ site });
    const closed = (about: string, daysAgo: number, ownerId: string | null = me.personId) =>
      aCase({ site, about, ownerId, state: "closed", closedAt: new Date(NOW.getTime() - daysAgo * DAY) });
    await closed("today", 0);
    await closed("a week ago", 7);
    await closed("longer ago", 7.01);
    await closed("nobody's", 0, null);
    expect((await listOwnClosed(me, NOW)).map(({ about }) => about)).toEqual(["today", "a week ago"]);
  });

  test("counts what was closed of one's own in seven days, the list behind it and nothing else", async () => {
    const site = await aSite();
    const me = await aViewer({ site });
    const closed = (about: string, daysAgo: number, ownerId: string | null = me.personId) =>
      aClosedCase({ site, about, ownerId, closedAt: new Date(NOW.getTime() - daysAgo * DAY) });
    await closed("today", 0);
    await closed("six days ago", 6);
    await closed("seven days ago", 7);
    await closed("nobody's", 0, null);
    const { since, closed: count } = await countOwn(me, 7, NOW);
    expect(count).toMatchObject({ count: 2 });
    const { rows } = await listCases(me, "all", queueSchema.parse({ owner: "me", closedFrom: since }), NOW);
    expect(rows.map(({ about }) => about).sort()).toEqual(["six days ago", "today"]);
  });

  test("offers the ten latest that nobody has", async () => {
    const site = await aSite();
    for (let day = 1; day <= 12; day++)
      await aCase({ site, about: `day ${day}`, receivedAt: new Date(Date.UTC(2026, 3, day)) });
    const abouts = (await listUnassigned(await aViewer({ site }), NOW)).map(({ about }) => about);
    expect(abouts).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4, 3].map((day) => `day ${day}`));
  });
});
