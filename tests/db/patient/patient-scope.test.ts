import { describe, expect, test } from "vitest";
import { findPatient, getPatient, listRecentPatients, searchPatients } from "@/lib/patient/queries";
import { newId } from "@/lib/shared/ids";
import { outcomeOf } from "../../support/evidence";
import { aPatient, aSite, aViewer, NOW } from "../../support/factories";

describe("a patient is seen", () => {
  test.each([
    ["associate", true],
    ["supervisor", true],
    ["manager", true],
    ["administrator", false],
    ["responder", false],
    ["auditor", true],
  ] as const)("by %s of the site: %s", async (role, isSeen) => {
    const site = await aSite();
    const { id } = await aPatient({ site, name: "Ileana Marcu", recordNumber: "77" });
    const viewer = await aViewer({ site, role });
    const seen = isSeen ? [id] : [];
    expect((await searchPatients(viewer, "ileana", NOW)).map((row) => row.id)).toEqual(seen);
    expect((await searchPatients(viewer, "77", NOW)).map((row) => row.id)).toEqual(seen);
    expect((await listRecentPatients(viewer, NOW)).map((row) => row.id)).toEqual(seen);
    expect((await findPatient(viewer, id, NOW))?.id).toBe(seen[0]);
    expect(await outcomeOf(getPatient(viewer, id, NOW))).toBe(isSeen ? "done" : "NOT_FOUND");
  });

  test("by nobody of another site, whatever their role", async () => {
    const site = await aSite();
    const { id } = await aPatient({ site, name: "Ileana Marcu" });
    for (const role of ["associate", "supervisor", "manager", "auditor", "administrator"] as const) {
      const viewer = await aViewer({ site: await aSite({ organisationId: site.organisationId }), role });
      expect(await searchPatients(viewer, "ileana", NOW)).toEqual([]);
      expect(await listRecentPatients(viewer, NOW)).toEqual([]);
      expect(await findPatient(viewer, id, NOW)).toBeNull();
      expect(await outcomeOf(getPatient(viewer, id, NOW))).toBe("NOT_FOUND");
    }
  });

  test("by who has roles at several sites, at those alone where the role sees patients", async () => {
    const [one, two, three] = [await aSite(), await aSite(), await aSite()];
    for (const site of [one, two, three]) await aPatient({ site, name: `Ileana of ${site.name}` });
    const viewer = await aViewer({
      site: one,
      also: [
        { role: "auditor", site: two },
        { role: "administrator", site: three },
      ],
    });
    const names = (await searchPatients(viewer, "ileana", NOW)).map(({ name }) => name);
    expect(names.toSorted()).toEqual([`Ileana of ${one.name}`, `Ileana of ${two.name}`].toSorted());
  });

  test.each(["", "1", "not-an-id", newId()])("under the id %j is nobody", async (id) => {
    const viewer = await aViewer({ site: await aSite() });
    expect(await findPatient(viewer, id, NOW)).toBeNull();
    expect(await outcomeOf(getPatient(viewer, id, NOW))).toBe("NOT_FOUND");
  });
});

describe("a patient's page", () => {
  test("tells what is known, and whether the viewer may change it", async () => {
    const site = await aSite();
    const { id } = await aPatient({
      site,
      name: "Ileana Marcu",
      bornOn: "1959-03-12",
      phone: "1",
      language: "ro",
      needsInterpreter: true,
    });
    expect(await getPatient(await aViewer({ site }), id, NOW)).toEqual({
      id,
      siteId: site.id,
      site: site.name,
      name: "Ileana Marcu",
      preferredName: null,
      pronouns: null,
      recordNumber: null,
      bornOn: "1959-03-12",
      age: 67,
      isDeceased: false,
      diedOn: null,
      language: "ro",
      languageName: "Romanian",
      needsInterpreter: true,
      sex: null,
      ethnicity: null,
      packId: site.packId,
      phone: "1",
      email: null,
      address: null,
      preferredChannel: null,
      contactNote: null,
      version: 1,
      canChange: true,
    });
    expect((await getPatient(await aViewer({ site, role: "auditor" }), id, NOW)).canChange).toBe(false);
  });

  test.each([
    ["today, where it is the birthday already", "Pacific/Auckland", "1959-05-13", {}, 67],
    ["today, where it is not the birthday yet", "America/New_York", "1959-05-13", {}, 66],
    ["at death", "UTC", "1959-03-12", { isDeceased: true, diedOn: "2000-03-11" }, 40],
    ["unknown when the day of death is", "UTC", "1959-03-12", { isDeceased: true }, null],
  ])("tells the age %s", async (_what, timeZone, bornOn, given, age) => {
    const site = await aSite({ timeZone });
    const { id } = await aPatient({ site, bornOn, ...given });
    const now = new Date("2026-05-12T20:00:00Z");
    expect((await getPatient(await aViewer({ site }, now), id, now)).age).toBe(age);
  });

  test("begins with those registered last", async () => {
    const site = await aSite();
    for (let day = 1; day <= 12; day++) {
      await aPatient({ site, name: `Day ${day}`, createdAt: new Date(Date.UTC(2026, 3, day)) });
    }
    const names = (await listRecentPatients(await aViewer({ site }), NOW)).map(({ name }) => name);
    expect(names).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4, 3].map((day) => `Day ${day}`));
  });
});
