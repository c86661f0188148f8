import { describe, expect, test } from "vitest";
import { addPerson } from "@/lib/access/mutations/people";
import { addUnit } from "@/lib/access/mutations/places";
import { addPersonSchema } from "@/lib/access/schema";
import { logCase } from "@/lib/case/mutations/log-case";
import { addNote } from "@/lib/contact/mutations/add-note";
import { saveDraft } from "@/lib/draft/mutations";
import { listAuditTrail } from "@/lib/events/queries/audit";
import { registerPatient } from "@/lib/patient/mutations";
import type { Viewer } from "@/lib/platform/viewer";
import { newId } from "@/lib/shared/ids";
import { encodeCursor } from "@/lib/shared/page";
import {
  aCase,
  aSite,
  aViewer,
  logCaseInput,
  NOW,
  PASSWORD,
  type Place,
  registerPatientInput,
  userCtxFor,
} from "../../support/factories";

/** A site where a patient was registered, a case logged, a unit and a person added, all at `now`. */
async function aSiteWithHistory(now = NOW): Promise<{ site: Place; administrator: Viewer }> {
  const site = await aSite({ name: `Site ${newId()}` });
  const [dana, administrator] = [await aViewer({ site, name: "Dana" }), await aViewer({ site, role: "administrator" })];
  const patient = registerPatientInput(site, { name: "Ileana Secret-Marcu" });
  const { patientId } = await registerPatient(userCtxFor(dana, now), patient);
  await logCase(userCtxFor(dana, now), logCaseInput(site, { patientId, words: "Secret words." }));
  await addUnit(userCtxFor(administrator, now), { siteId: site.id, name: "Ward 4" });
  const email = `${newId()}@northgate.example`;
  const person = { name: "Ana Pop", email, password: PASSWORD, siteId: site.id, role: "associate" };
  await addPerson(userCtxFor(administrator, now), addPersonSchema.parse(person));
  return { site, administrator };
}

const told = async (viewer: Viewer) =>
  (await listAuditTrail(viewer, undefined)).rows.map(({ actor, sentence }) => `${actor} ${sentence}`);

describe("the audit trail", () => {
  test("tells an auditor everything that happened at their site, the newest first", async () => {
    const { site, administrator } = await aSiteWithHistory();
    const sentences = await told(await aViewer({ site, role: "auditor" }));
    expect(sentences.slice(0, 6)).toEqual([
      `${administrator.name} gave the role associate at ${site.name}`,
      expect.stringMatching(/added Ana Pop \(.+@northgate.example\)$/),
      `${administrator.name} added the unit Ward 4`,
      expect.stringMatching(/^Dana set off clocks: acknowledge by /),
      expect.stringMatching(/^Dana logged this case as PR-/),
      "Dana registered Ileana Secret-Marcu",
    ]);
  });

  test("tells an administrator that something happened to cases and patients, but nothing of whom or what", async () => {
    const { administrator } = await aSiteWithHistory();
    const { rows } = await listAuditTrail(administrator, undefined);
    const hidden = rows.filter(({ subject }) => subject === null).map(({ actor, sentence }) => `${actor} ${sentence}`);
    expect(hidden).toEqual(["Dana set off a clock on a case", "Dana logged a case", "Dana registered a patient"]);
    expect(JSON.stringify(rows)).not.toMatch(/Secret|PR-\d/);
  });

  test("leads to the case or patient whoever may see it, and nobody else", async () => {
    const { site, administrator } = await aSiteWithHistory();
    const linksOf = async (viewer: Viewer) => {
      const { rows } = await listAuditTrail(viewer, undefined);
      return rows.flatMap(({ subject }) => (subject?.href ? [subject.href.split("/")[1]] : []));
    };
    expect((await linksOf(await aViewer({ site, role: "auditor" }))).toSorted()).toEqual([
      "cases",
      "cases",
      "patients",
    ]);
    expect(await linksOf(administrator)).toEqual([]);
  });

  test("is narrowed by what it is about, by whom and by day; unfinished forms only when asked for", async () => {
    const { site } = await aSiteWithHistory();
    const auditor = await aViewer({ site, role: "auditor" });
    const dana = await aViewer({ site, name: "Dana Two" });
    await saveDraft(userCtxFor(dana), { kind: "case.new", subject: "", fields: { words: "Later" } });
    const sentences = async (filter: Parameters<typeof listAuditTrail>[2]) =>
      (await listAuditTrail(auditor, undefined, filter)).rows.map(({ sentence }) => sentence);
    expect(await sentences({ about: "patient" })).toEqual(["registered Ileana Secret-Marcu"]);
    expect(await sentences({ about: "draft" })).toEqual(["began a draft"]);
    expect(await sentences({ who: dana.personId })).toEqual([]);
    expect(await sentences({})).not.toContain("began a draft");
    expect(await sentences({ on: "2026-01-01" })).toEqual([]);
    expect(await sentences({ about: "case", on: NOW.toISOString().slice(0, 10) })).toHaveLength(2);
  });

  test.each(["associate", "supervisor", "manager", "responder"] as const)("is not for %s", async (role) => {
    const { site } = await aSiteWithHistory();
    expect(await listAuditTrail(await aViewer({ site, role }), undefined)).toEqual({ rows: [], next: null });
  });

  test.each(["administrator", "auditor"] as const)("shows %s nothing of a site that is not theirs", async (role) => {
    const { site } = await aSiteWithHistory();
    const other = await aViewer({ site: await aSite({ organisationId: site.organisationId }), role });
    const text = JSON.stringify((await listAuditTrail(other, undefined)).rows);
    expect(text).not.toMatch(/Secret|Ward 4/);
    expect(text).not.toContain(site.name);
  });

  test.each(["administrator", "auditor"] as const)(
    "shows %s nothing of the people of another organisation",
    async (role) => {
      const { administrator } = await aSiteWithHistory();
      const stranger = await aViewer({ site: await aSite(), role });
      expect(JSON.stringify((await listAuditTrail(stranger, undefined)).rows)).not.toContain(administrator.name);
    },
  );

  test("is read page by page, each entry once, though many are of one moment", async () => {
    const site = await aSite();
    const [dana, auditor] = [await aViewer({ site }), await aViewer({ site, role: "auditor" })];
    const given = await aCase({ site });
    const now = new Date("2050-01-01T00:00:00Z");
    for (let count = 0; count < 230; count++) {
      await addNote(userCtxFor(dana, now), { idempotencyKey: newId(), caseId: given.id, body: `${count}` });
    }
    const ids: string[] = [];
    let cursor: string | null | undefined;
    for (let page = 0; cursor !== null && page < 3; page++) {
      const { rows, next } = await listAuditTrail(auditor, cursor);
      ids.push(...rows.filter(({ subject }) => subject?.label === given.reference).map(({ id }) => id));
      cursor = next;
    }
    expect(ids).toHaveLength(230);
    expect(new Set(ids).size).toBe(230);
    expect(ids).toEqual(ids.toSorted().toReversed());
  });

  test.each([
    ["nothing of ours", "hello"],
    ["a time that never was", encodeCursor({ direction: "after", value: "soon", id: newId() })],
    ["a year before all years", encodeCursor({ direction: "after", value: -8.64e15, id: newId() })],
    ["a number past every number", encodeCursor({ direction: "after", value: 1e300, id: newId() })],
  ])("begins at the beginning under a cursor of %s", async (_what, cursor) => {
    const { site } = await aSiteWithHistory(new Date("2051-01-01T00:00:00Z"));
    const auditor = await aViewer({ site, role: "auditor" });
    expect((await listAuditTrail(auditor, cursor)).rows).toEqual((await listAuditTrail(auditor, undefined)).rows);
  });
});
