import { describe, expect, test } from "vitest";
import { findCaseReference, getCase } from "@/lib/case/queries/detail";
import { listCasesOfPatient, listOwnClosed, listOwnOpen, listUnassigned } from "@/lib/case/queries/lists";
import { listPossibleDuplicates } from "@/lib/case/queries/look-alikes";
import { countTabs, listCases, listTriage } from "@/lib/case/queries/queue";
import { QUEUE_TABS, queueSchema } from "@/lib/case/schema";
import { addNote } from "@/lib/contact/mutations/add-note";
import { listCaseTimeline } from "@/lib/events/queries/timeline";
import { countCasesByWeek, listTopUnits, tallyCases } from "@/lib/insight/queries/my-day";
import { Role } from "@/lib/platform/generated/enums";
import type { Viewer } from "@/lib/platform/viewer";
import { newId } from "@/lib/shared/ids";
import { outcomeOf } from "../../support/evidence";
import {
  aCase,
  anEscalation,
  aPatient,
  aSite,
  aUnit,
  aViewer,
  NOW,
  type Place,
  userCtxFor,
} from "../../support/factories";
import { countMarked } from "../../support/rollups";

/** A site with one open, one escalated and one closed case, all of one patient and one unit. */
async function aBusySite(given: Partial<Place> = {}) {
  const site = await aSite(given);
  const [unit, patient] = [await aUnit(site), await aPatient({ site })];
  const facts = { site, unitId: unit.id, patientId: patient.id, words: "The food was cold and late again." };
  const open = await aCase(facts);
  const escalated = await aCase(facts);
  await anEscalation({ caseId: escalated.id, siteId: site.id });
  await aCase({ ...facts, state: "closed" });
  const worker = await aViewer({ site });
  await addNote(userCtxFor(worker), { idempotencyKey: newId(), caseId: open.id, body: "Called back." });
  return { site, unit, patient, open };
}

type BusySite = Awaited<ReturnType<typeof aBusySite>>;

/** How much of a site a viewer gets from every read there is. */
async function seenOf(viewer: Viewer, { site, unit, patient, open }: BusySite) {
  const filter = queueSchema.parse({ site: site.id });
  const tabs = await countTabs(viewer, [...QUEUE_TABS]);
  const triage = await listTriage(viewer, NOW);
  const question = { patientId: patient.id, unitId: unit.id, words: "The food was cold and late again." };
  await countMarked();
  const weeks = await countCasesByWeek(viewer, NOW);
  return {
    list: (await listCases(viewer, "all", filter, NOW)).rows.length,
    total: (await listCases(viewer, "all", filter, NOW)).total.count,
    tab: tabs.all.count,
    unassigned: (await listUnassigned(viewer, NOW)).length,
    page: await outcomeOf(getCase(viewer, open.reference, NOW)),
    reference: await findCaseReference(viewer, open.reference),
    ofPatient: (await listCasesOfPatient(viewer, patient.id, NOW)).length,
    duplicates: (await listPossibleDuplicates(viewer, question, NOW)).length,
    timeline: (await listCaseTimeline(viewer, open.id)).entries.length,
    tally: (await tallyCases(viewer, NOW)).thisWeek,
    week: weeks.reduce((sum, { complaint }) => sum + complaint, 0),
    units: (await listTopUnits(viewer, NOW)).length,
    triage: triage.unassigned.length + triage.escalated.length,
  };
}

const NOTHING = {
  list: 0,
  total: 0,
  tab: 0,
  unassigned: 0,
  page: "NOT_FOUND",
  reference: null,
  ofPatient: 0,
  duplicates: 0,
  timeline: 0,
  tally: 0,
  week: 0,
  units: 0,
  triage: 0,
};

describe("every read of cases", () => {
  test.each(["associate", "supervisor", "manager", "auditor"] as const)("shows %s all of their site", async (role) => {
    const busy = await aBusySite();
    expect(await seenOf(await aViewer({ site: busy.site, role }), busy)).toEqual({
      list: 3,
      total: 3,
      tab: 3,
      unassigned: 2,
      page: "done",
      reference: busy.open.reference,
      ofPatient: 3,
      duplicates: 3,
      timeline: 1,
      tally: 3,
      week: 3,
      units: 1,
      // What waits for a decision is for those who decide.
      triage: role === "supervisor" || role === "manager" ? 2 : 0,
    });
  });

  test.each(["administrator", "responder"] as const)("shows %s nothing, not even of their site", async (role) => {
    const busy = await aBusySite();
    expect(await seenOf(await aViewer({ site: busy.site, role }), busy)).toEqual(NOTHING);
  });

  test.each(Object.values(Role))("shows %s of another site nothing", async (role) => {
    const busy = await aBusySite();
    const other = await aSite({ organisationId: busy.site.organisationId });
    expect(await seenOf(await aViewer({ site: other, role }), busy)).toEqual(NOTHING);
  });

  test("shows somebody without a role nothing", async () => {
    const busy = await aBusySite();
    expect(await seenOf(await aViewer({ organisationId: busy.site.organisationId }), busy)).toEqual(NOTHING);
  });

  test("shows what the role at each site shows, and no more", async () => {
    const mine = await aBusySite();
    const theirs = await aBusySite({ organisationId: mine.site.organisationId });
    const viewer = await aViewer({
      site: mine.site,
      role: "supervisor",
      also: [{ role: "administrator", site: theirs.site }],
    });
    expect((await seenOf(viewer, mine)).triage).toBe(2);
    expect(await listCases(viewer, "all", queueSchema.parse({}), NOW)).toMatchObject({ total: { count: 3 } });
    expect(await outcomeOf(getCase(viewer, theirs.open.reference, NOW))).toBe("NOT_FOUND");
  });

  test("does not show a case that one owned, once the role is gone", async () => {
    const busy = await aBusySite();
    const viewer = await aViewer({ organisationId: busy.site.organisationId });
    await aCase({ site: busy.site, ownerId: viewer.personId, state: "triaged" });
    await aCase({ site: busy.site, ownerId: viewer.personId, state: "closed" });
    expect([await listOwnOpen(viewer, NOW), await listOwnClosed(viewer, NOW)]).toEqual([[], []]);
    expect((await countTabs(viewer, ["mine"])).mine.count).toBe(0);
  });
});
