import { describe, expect, test } from "vitest";
import { findSamePerson, listPossibleDuplicatePatients } from "@/lib/patient-merge/queries";
import { newId } from "@/lib/shared/ids";
import { aPatient, aSite, aViewer, NOW } from "../../support/factories";

const NOTHING = { name: null, bornOn: null, recordNumber: null, phone: null };

describe("who may be the same person", () => {
  test.each([
    ["the same number, grouped", { recordNumber: "hx 44-17" }, "same record number"],
    ["the same number without its zeros", { recordNumber: "HX4417" }, "same record number"],
    ["the same birth and a slip in the name", { bornOn: "1959-03-12", name: "Ilaena Marcu" }, "same date of birth"],
    ["the same birth and the names turned", { bornOn: "1959-03-12", name: "MARCU Ileana" }, "same date of birth"],
    ["the same phone, with the country", { phone: "+44 (20) 7946-0000" }, "same phone number"],
    ["the same birth alone", { bornOn: "1959-03-12", name: "Bogdan Ursu" }, null],
    ["the same name alone", { name: "Ileana Marcu" }, null],
    ["another phone", { phone: "020 7946 0001" }, null],
    ["a phone too short to tell", { phone: "0000" }, null],
    ["nothing", {}, null],
    ["what no text may hold", { name: "\u0000", phone: "\ud800", recordNumber: "%_\\" }, null],
  ])("%s", async (_what, asked, why) => {
    const site = await aSite();
    const known = { name: "Ileana Marcu", bornOn: "1959-03-12", recordNumber: "HX4417", phone: "020 7946 0000" };
    const { id } = await aPatient({ site, ...known });
    await aPatient({ site, name: "Somebody Else", bornOn: "1990-01-01" });
    const viewer = await aViewer({ site });
    const found = await findSamePerson(viewer, { ...NOTHING, ...asked, siteId: site.id }, NOW);
    expect(found.map((one) => one.id)).toEqual(why ? [id] : []);
    if (why) expect(found[0]?.why).toContain(why);
  });

  test("is never themselves, somebody of another site, or a record that was merged", async () => {
    const site = await aSite();
    const known = { name: "Ileana Marcu", bornOn: "1959-03-12", phone: "020 7946 0000" };
    const { id } = await aPatient({ site, ...known });
    await aPatient({ site: await aSite(), ...known });
    await aPatient({ site, ...known, mergedIntoId: id });
    const viewer = await aViewer({ site });
    expect(await listPossibleDuplicatePatients(viewer, id, NOW)).toEqual([]);
    const twin = await aPatient({ site, ...known });
    expect((await listPossibleDuplicatePatients(viewer, id, NOW)).map((one) => one.id)).toEqual([twin.id]);
    expect(await listPossibleDuplicatePatients(await aViewer({ site: await aSite() }), id, NOW)).toEqual([]);
    expect(await listPossibleDuplicatePatients(viewer, newId(), NOW)).toEqual([]);
  });

  test.each([
    ["auditor", 1],
    ["administrator", 0],
    ["responder", 0],
  ] as const)("is shown to %s: %d", async (role, count) => {
    const site = await aSite();
    await aPatient({ site, phone: "020 7946 0000" });
    const viewer = await aViewer({ site, role });
    const asked = { ...NOTHING, phone: "020 7946 0000", siteId: site.id };
    expect(await findSamePerson(viewer, asked, NOW)).toHaveLength(count);
  });

  test("comes with the surest first, and five at most", async () => {
    const site = await aSite();
    for (let index = 0; index < 6; index++) await aPatient({ site, phone: "020 7946 0000" });
    const sure = await aPatient({ site, recordNumber: "0042" });
    const viewer = await aViewer({ site });
    const asked = { ...NOTHING, phone: "020 7946 0000", recordNumber: "42", siteId: site.id };
    const found = await findSamePerson(viewer, asked, NOW);
    expect(found).toHaveLength(5);
    expect(found[0]?.id).toBe(sure.id);
  });
});
