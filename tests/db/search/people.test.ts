import { beforeAll, describe, expect, test } from "vitest";
import { searchPatients } from "@/lib/patient/queries";
import { systemDb } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { sweepSearch } from "@/lib/search/jobs";
import { searchCases } from "@/lib/search/queries/cases";
import { aCase, aPatient, aSite, aViewer, NOW, type Place } from "../../support/factories";
import { runJob } from "../../support/jobs";

let site: Place;
let viewer: Viewer;

beforeAll(async () => {
  site = await aSite();
  viewer = await aViewer({ site });
  const okafor = await aPatient({ site, name: "Chidinma Okafor" });
  await aCase({ site, patientId: okafor.id, about: "Parking", words: "The parking was dear." });
  await aCase({ site, patientId: okafor.id, about: "Food", words: "The food was cold." });
  const other = await aPatient({ site, name: "Brigid Toland", preferredName: "Biddy" });
  await aCase({ site, patientId: other.id, about: "Other parking", words: "No parking near the ward, Okonjo said." });
  const wang = await aPatient({ site, name: "王小明" });
  await aCase({ site, patientId: wang.id, about: "Chinese", words: "停車很貴。" });
});

async function found(typed: string, who = viewer): Promise<string[]> {
  const search = await searchCases(who, typed, NOW);
  return search.outcome === "found" ? search.hits.map((hit) => hit.case.about).toSorted() : [search.outcome];
}
const named = async (typed: string, who = viewer) => (await searchPatients(who, typed, NOW)).map(({ name }) => name);

describe("a name beside a word finds that patient's cases with the word", () => {
  test.each([
    ["as it is written", "Okafor parking", ["Parking"]],
    ["whichever comes first", "parking okafor", ["Parking"]],
    ["with its first name", "chidinma okafor parking", ["Parking"]],
    ["with a slip", "Okafro parking", ["Parking"]],
    ["with two slips in a long one", "Chidimna parking", ["Parking"]],
    ["as far as it is typed", "parking okaf", ["Parking"]],
    ["by which they are called", "biddy parking", ["Other parking"]],
    ["that is Chinese", "王小明 停車", ["Chinese"]],
    ["but not without the word", "Okafor helicopter", []],
    ["but not for a name alone", "Okafor", []],
    ["nor for the whole name alone", "Chidinma Okafor", []],
    ["and none of a name that is left out", "parking -okafor", ["Other parking"]],
    ["nor for another's slip", "toland food", []],
  ])("%s", async (_what, typed, expected) => expect(await found(typed)).toEqual(expected));

  test("of the viewer's own site alone", async () => {
    expect(await found("okafor parking", await aViewer({ site: await aSite() }))).toEqual([]);
  });
});

describe("who has a new name", () => {
  test("is found by it, with their cases, and no more by the old one", async () => {
    const patient = await aPatient({ site, name: "Ines Oldname" });
    await aCase({ site, patientId: patient.id, about: "Renamed", words: "A trolley." });
    expect(await found("oldname trolley")).toEqual(["Renamed"]);
    await systemDb().patient.update({ where: { id: patient.id }, data: { name: "Ines Newman" } });
    expect(await found("oldname trolley")).toEqual([]);
    expect(await found("newman trolley")).toEqual(["Renamed"]);
    expect([await named("oldname"), await named("newman")]).toEqual([[], ["Ines Newman"]]);
  });

  test("leaves no word behind that nobody else bears, once the sweep went round", async () => {
    const patient = await aPatient({ site, name: "Xanthippe Vanished" });
    await systemDb().patient.update({ where: { id: patient.id }, data: { name: "Nobody" } });
    await runJob("sweepSearch", sweepSearch);
    const words = await systemDb().nameWord.findMany({ where: { word: { in: ["vanished", "nobody"] } } });
    expect(words).toEqual([{ word: "nobody" }]);
  });

  test("is mended by the sweep, whatever kept the database from writing it", async () => {
    const patient = await aPatient({ site, name: "Missing Person" });
    await systemDb().$executeRaw`DELETE FROM "PatientName" WHERE "patientId" = ${patient.id}::uuid`;
    expect(await named("missing person")).toEqual([]);
    await runJob("sweepSearch", sweepSearch);
    expect(await named("missing person")).toEqual(["Missing Person"]);
  });
});

describe("names with slips", () => {
  test.each([
    ["two letters the other way round in a short one", "Jhon", "John Ashdown"],
    ["a slip in each of two", "Jhon Ashdwon", "John Ashdown"],
    ["more names than are on record", "John Peter Ashdown", "John Ashdown"],
    ["two beginnings", "jo ash", "John Ashdown"],
    ["an initial", "J Ashdown", "John Ashdown"],
    ["the end of a Chinese name", "小明", "王小明"],
  ])("are forgiven: %s", async (_what, typed, name) => {
    if (!(await named("John Ashdown")).length) await aPatient({ site, name: "John Ashdown" });
    expect(await named(typed)).toEqual([name]);
  });

  test("a whole name stands before one that only looks like it", async () => {
    const own = await aSite();
    for (const name of ["Anna Kowalska", "Anna Kowalski", "Hanna Kowalska"]) await aPatient({ site: own, name });
    expect((await named("Anna Kowalski", await aViewer({ site: own })))[0]).toBe("Anna Kowalski");
  });
});
