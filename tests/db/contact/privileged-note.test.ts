import { describe, expect, test } from "vitest";
import * as access from "@/lib/access/queries";
import { Role } from "@/lib/access/schema";
import { findCaseReference, getCase } from "@/lib/case/queries/detail";
import * as lists from "@/lib/case/queries/lists";
import { listPossibleDuplicates } from "@/lib/case/queries/look-alikes";
import * as queue from "@/lib/case/queries/queue";
import { listBackFromWaiting } from "@/lib/case/queries/waiting";
import { queueSchema } from "@/lib/case/schema";
import { addNote } from "@/lib/contact/mutations/add-note";
import { addPrivilegedNote } from "@/lib/contact/mutations/add-privileged-note";
import { logContact } from "@/lib/contact/mutations/log-contact";
import * as contacts from "@/lib/contact/queries";
import { findDraft } from "@/lib/draft/queries";
import { DRAFT_KINDS } from "@/lib/draft/schema";
import { listAuditTrail } from "@/lib/events/queries/audit";
import { listCaseTimeline } from "@/lib/events/queries/timeline";
import * as insight from "@/lib/insight/queries/my-day";
import { findPatient, searchPatients } from "@/lib/patient/queries";
import { systemDb } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { searchCases } from "@/lib/search/queries/cases";
import { newId } from "@/lib/shared/ids";
import { attempt, eventsOf, outcomeOf, refusalOf, refuseEventsBy } from "../../support/evidence";
import { aCase, aPatient, aSite, aUnit, aViewer, logContactInput, NOW, userCtxFor } from "../../support/factories";

const SECRET = "Quillfeather";
const aNote = (caseId: string, body = `${SECRET}: two reviewers.`) => ({ idempotencyKey: newId(), caseId, body });
const notesOf = (caseId: string) => systemDb().privilegedNote.findMany({ where: { caseId } });

describe("adding a privileged note", () => {
  test("keeps its words where managers of the site alone read them", async () => {
    const site = await aSite();
    const mira = await aViewer({ site, role: "manager", name: "Mira" });
    const given = await aCase({ site });
    expect(await addPrivilegedNote(userCtxFor(mira), aNote(given.id))).toEqual({ reference: given.reference });
    const [note] = await notesOf(given.id);
    expect(await contacts.listPrivilegedNotes(mira, given.id)).toEqual([
      { id: note?.id, at: NOW.toISOString(), by: "Mira", body: `${SECRET}: two reviewers.` },
    ]);
    expect(await contacts.listPrivilegedNotes(await aViewer({ site, role: "manager" }), given.id)).toHaveLength(1);
    for (const role of Object.values(Role).filter((each) => each !== "manager")) {
      expect(await contacts.listPrivilegedNotes(await aViewer({ site, role }), given.id)).toEqual([]);
    }
    const stranger = await aViewer({ site: await aSite(), role: "manager" });
    expect(await contacts.listPrivilegedNotes(stranger, given.id)).toEqual([]);
  });

  test("is recorded in a chain that no timeline and no audit trail reads", async () => {
    const site = await aSite();
    const mira = await aViewer({ site, role: "manager" });
    const given = await aCase({ site });
    await addPrivilegedNote(userCtxFor(mira), aNote(given.id));
    const [note] = await notesOf(given.id);
    expect(await eventsOf("case", given.id)).toEqual([]);
    expect(await eventsOf("privileged", given.id)).toMatchObject([
      { type: "privileged_note.added", data: { noteId: note?.id }, actorId: mira.personId, siteId: null },
    ]);
  });

  test.each([
    ["associate", "FORBIDDEN"],
    ["supervisor", "FORBIDDEN"],
    ["manager", "done"],
    ["administrator", "NOT_FOUND"],
    ["responder", "NOT_FOUND"],
    ["auditor", "FORBIDDEN"],
  ] as const)("as %s: %s", async (role, outcome) => {
    const site = await aSite();
    const given = await aCase({ site });
    const ctx = userCtxFor(await aViewer({ site, role }));
    const ended = await attempt(() => addPrivilegedNote(ctx, aNote(given.id)));
    expect(ended.outcome).toBe(outcome);
    if (outcome !== "done") expect(ended.changed).toEqual([]);
  });

  test("to a case of another site, or to none, is not found", async () => {
    const given = await aCase({ site: await aSite() });
    const ctx = userCtxFor(await aViewer({ site: await aSite(), role: "manager" }));
    for (const id of [given.id, newId()]) {
      expect(await attempt(() => addPrivilegedNote(ctx, aNote(id)))).toEqual({ outcome: "NOT_FOUND", changed: [] });
    }
  });

  test("that is sent twice adds it once, and under another's key never says that it did", async () => {
    const site = await aSite();
    const ctx = userCtxFor(await aViewer({ site, role: "manager" }));
    const given = await aCase({ site });
    const note = aNote(given.id);
    expect(await addPrivilegedNote(ctx, note)).toEqual(await addPrivilegedNote(ctx, note));
    expect(await notesOf(given.id)).toHaveLength(1);
    const other = userCtxFor(await aViewer({ site, role: "manager" }));
    expect(await outcomeOf(addPrivilegedNote(other, note))).toBe("CONFLICT");
  });

  test("that is sent again with other words is refused with its case, and changes nothing", async () => {
    const site = await aSite();
    const ctx = userCtxFor(await aViewer({ site, role: "manager" }));
    const given = await aCase({ site });
    const note = aNote(given.id);
    await addPrivilegedNote(ctx, note);
    const again = () => addPrivilegedNote(ctx, { ...note, body: "Other words" });
    expect(await attempt(again)).toEqual({ outcome: "CONFLICT", changed: [] });
    expect((await refusalOf(again())).message).toContain(`already added to ${given.reference}`);
  });

  test("that cannot be recorded does not happen at all", async () => {
    const site = await aSite();
    const mira = await aViewer({ site, role: "manager" });
    const given = await aCase({ site });
    await refuseEventsBy(mira.personId);
    const ended = await attempt(() => addPrivilegedNote(userCtxFor(mira), aNote(given.id)));
    expect(ended).toEqual({ outcome: "stopped by the database", changed: [] });
  });

  test.each([
    ["changed", `UPDATE "PrivilegedNote" SET "body" = 'Nothing'`],
    ["deleted", `DELETE FROM "PrivilegedNote"`],
    ["emptied out", `TRUNCATE "PrivilegedNote"`],
  ])("is never %s afterwards", async (_how, sql) => {
    const site = await aSite();
    const given = await aCase({ site });
    await addPrivilegedNote(userCtxFor(await aViewer({ site, role: "manager" })), aNote(given.id));
    const ended = await attempt(() => systemDb().$executeRawUnsafe(sql));
    expect(ended).toEqual({ outcome: "stopped by the database", changed: [] });
  });
});

/** Every read that there is of a case and of what surrounds it, but the one of privileged notes. */
async function readEverything(
  viewer: Viewer,
  of: { id: string; reference: string; unitId: string; patientId: string },
) {
  const filter = queueSchema.parse({});
  const shows = ["all", "contacts", "notes", "changes"] as const;
  const siteIds = viewer.sites.map(({ id }) => id);
  const contactIds = await systemDb().contact.findMany({ where: { caseId: of.id }, select: { id: true } });
  return Promise.all([
    getCase(viewer, of.reference, NOW).catch(() => null),
    findCaseReference(viewer, of.reference),
    queue.listCases(viewer, "all", filter, NOW),
    queue.countTabs(viewer, ["open", "all"]),
    queue.listTriage(viewer, NOW),
    lists.listOwnOpen(viewer, NOW),
    lists.listOwnClosed(viewer, NOW),
    lists.listUnassigned(viewer, NOW),
    listBackFromWaiting(viewer, NOW),
    lists.listCasesOfPatient(viewer, of.patientId, NOW),
    listPossibleDuplicates(viewer, { patientId: of.patientId, unitId: of.unitId, words: SECRET.repeat(2) }, NOW),
    ...shows.map((show) => listCaseTimeline(viewer, of.id, { show })),
    listAuditTrail(viewer, undefined),
    contacts.listContacts(
      viewer,
      of.id,
      contactIds.map(({ id }) => id),
    ),
    contacts.listMentions(viewer),
    ...siteIds.map((id) => contacts.listColleagues(viewer, id)),
    ...DRAFT_KINDS.map((kind) => findDraft(viewer, kind, of.id)),
    findPatient(viewer, of.patientId, NOW),
    searchPatients(viewer, SECRET, NOW),
    searchCases(viewer, SECRET, NOW),
    insight.countCasesByWeek(viewer, NOW),
    insight.listTopUnits(viewer, NOW),
    insight.tallyCases(viewer, NOW),
    access.listOwners(viewer, siteIds),
    access.listManagedSites(viewer),
  ]);
}

describe("a privileged note", () => {
  test.each(Object.values(Role))("leaves no trace in anything else that a %s reads", async (role) => {
    const site = await aSite();
    const unit = await aUnit(site);
    const patient = await aPatient({ site });
    const viewer = await aViewer({ site, role });
    const ownerId = viewer.personId;
    const given = await aCase({ site, unitId: unit.id, patientId: patient.id, ownerId, state: "triaged" });
    const mira = await aViewer({ site, role: "manager" });
    await addNote(userCtxFor(mira), { ...aNote(given.id, "Rang the ward."), mentions: [] });
    await logContact(userCtxFor(mira), logContactInput(given.id));
    const of = { id: given.id, reference: given.reference, unitId: unit.id, patientId: patient.id };
    const before = JSON.stringify(await readEverything(viewer, of));
    await addPrivilegedNote(userCtxFor(mira), aNote(given.id));
    const after = JSON.stringify(await readEverything(viewer, of));
    expect(after).not.toContain(SECRET);
    // Not even its existence: nothing that was read is other than it was.
    expect(after).toBe(before);
  });

  test("has words that stand in its own table and in no other", async () => {
    const site = await aSite();
    const given = await aCase({ site });
    const word = `Fernhollow${newId().slice(-8)}`;
    await addPrivilegedNote(userCtxFor(await aViewer({ site, role: "manager" })), aNote(given.id, `${word} found.`));
    const tables = await systemDb().$queryRaw<{ name: string }[]>`
      SELECT table_name AS name FROM information_schema.tables
      WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`;
    const holding: string[] = [];
    for (const { name } of tables) {
      const sql = `SELECT count(*)::int AS count FROM "${name}" t WHERE t::text LIKE '%${word}%'`;
      const [row] = await systemDb().$queryRawUnsafe<{ count: number }[]>(sql);
      if (row?.count) holding.push(name);
    }
    expect(holding).toEqual(["PrivilegedNote"]);
  });
});
