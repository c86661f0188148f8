import { expect, test } from "vitest";
import { findToOpen } from "@/lib/command/queries";
import type { Viewer } from "@/lib/platform/viewer";
import { aDraftArticle, anArticle } from "../../support/articles";
import { aCase, aPatient, aSite, aViewer, NOW } from "../../support/factories";

test("finds a case by its reference and its patient by name, of the viewer's own site alone", async () => {
  const [site, elsewhere] = [await aSite(), await aSite()];
  const patient = await aPatient({ site, name: "Oriol Vantage" });
  const own = await aCase({ site, patientId: patient.id });
  const foreign = await aCase({ site: elsewhere });
  await aPatient({ site: elsewhere, name: "Oriol Vantage" });
  const viewer = await aViewer({ site });
  const find = (q: string) => findToOpen(viewer, { q, recent: [], row: null }, NOW);

  expect((await find(own.reference)).cases.map(({ reference }) => reference)).toEqual([own.reference]);
  expect((await find(foreign.reference)).cases).toEqual([]);
  const byName = await find("oriol vantage");
  expect(byName.people.map(({ id }) => id)).toEqual([patient.id]);
  expect(byName.cases.map(({ reference, who }) => [reference, who])).toEqual([[own.reference, "Oriol Vantage"]]);
});

test("finds a case by what is written in it, after that of whoever has the name", async () => {
  const site = await aSite();
  const patient = await aPatient({ site, name: "Perpetua Lanthorn" });
  const hers = await aCase({ site, patientId: patient.id, words: "Plain." });
  const told = await aCase({ site, words: "Perpetua Lanthorn of the desk was kind." });
  const viewer = await aViewer({ site });
  const find = async (q: string) =>
    (await findToOpen(viewer, { q, recent: [], row: null }, NOW)).cases.map(({ reference }) => reference);
  expect(await find("lanthorn")).toEqual([hers.reference, told.reference]);
  expect(await find("desk kin")).toEqual([told.reference]);
  // Who was found without one of the words comes after what has them all.
  expect(await find("perpetua lanthorn desk")).toEqual([told.reference, hers.reference]);
  expect(await find("de")).toEqual([]);
});

test("finds an article by its words, whoever reads them, and none of another site or not published", async () => {
  const [site, elsewhere] = [await aSite(), await aSite()];
  const keeper = await aViewer({ site, role: "manager" });
  const id = await anArticle(site, keeper, { title: "La capilla", body: "El quetzal.", language: "es" });
  await aDraftArticle(site, keeper, { body: "El quetzal." });
  await anArticle(elsewhere, await aViewer({ site: elsewhere, role: "manager" }), { body: "El quetzal." });
  const told = await aCase({ site, words: "The quetzal was loud." });
  const find = async (viewer: Viewer, q = "quetz", now = NOW) => findToOpen(viewer, { q, recent: [], row: null }, now);

  const article = { id, title: "La capilla", language: "es", aside: "Visiting · Spanish" };
  for (const role of ["associate", "administrator", "auditor"] as const) {
    const { articles, cases } = await find(await aViewer({ site, role }));
    expect(articles).toEqual([article]);
    expect(cases.map(({ reference }) => reference)).toEqual(role === "administrator" ? [] : [told.reference]);
  }
  expect((await find(keeper, "qu")).articles).toEqual([]);
  expect((await find(keeper, "capilla quetzal")).articles).toEqual([article]);
  expect((await find(keeper, "quetzal", new Date("2027-06-01T12:00:00Z"))).articles).toEqual([
    { ...article, aside: "Visiting · Spanish · Review was due on 12 May 2027" },
  ]);
});

test("with nothing typed, the cases opened last in their order, less those that are no longer to be seen", async () => {
  const [site, elsewhere] = [await aSite(), await aSite()];
  const cases = [await aCase({ site }), await aCase({ site: elsewhere }), await aCase({ site })];
  const recent = cases.map(({ reference }) => reference);
  const found = await findToOpen(await aViewer({ site }), { q: " ", recent, row: null }, NOW);
  expect(found.recent.map(({ reference }) => reference)).toEqual([recent[0], recent[2]]);
});

test.each(["'", "%_\\", "\u0000", "ä".repeat(300), "PR-26-", "=1+1", "-- ;"])(
  "%j is looked for without harm",
  async (q) => {
    const found = await findToOpen(await aViewer({ site: await aSite() }), { q, recent: [], row: null }, NOW);
    expect(found.people).toEqual([]);
  },
);

test.each([
  ["associate", { a: false, i: true, n: true, e: true }],
  ["supervisor", { a: true, i: true, n: true, e: true }],
  ["auditor", { a: false, i: false, n: false, e: false }],
] as const)("of the case in whose row one stands the %s is told what they may do with it", async (role, wanted) => {
  const [site, elsewhere] = [await aSite(), await aSite()];
  const viewer = await aViewer({ site, role });
  const deedsOf = async (row: string) => (await findToOpen(viewer, { q: "", recent: [], row }, NOW)).deeds;
  const deeds = await deedsOf((await aCase({ site })).reference);
  expect(Object.fromEntries(Object.keys(wanted).map((key) => [key, deeds.some((deed) => deed === key)]))).toEqual(
    wanted,
  );
  expect(await deedsOf((await aCase({ site: elsewhere })).reference)).toEqual([]);
});
