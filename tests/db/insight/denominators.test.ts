import { describe, expect, test } from "vitest";
import { listCases } from "@/lib/case/queries/queue";
import { queueSchema } from "@/lib/case/schema";
import { importDenominators, saveDenominators } from "@/lib/insight/mutations/set-denominators";
import { readInsights } from "@/lib/insight/queries/dashboard";
import { getDenominatorGrid, previewImport } from "@/lib/insight/queries/denominators";
import { readRates } from "@/lib/insight/queries/rates";
import { dashboardSchema } from "@/lib/insight/rules/dashboard";
import { saveDenominatorsSchema } from "@/lib/insight/schema";
import { systemDb } from "@/lib/platform/db";
import { refusalOf, refuseEventsBy } from "../../support/evidence";
import { aCase, aSite, aUnit, aViewer, NOW, type Place, userCtxFor } from "../../support/factories";
import { countMarked, countWrong } from "../../support/rollups";

/** A row of the grid: months from January, each as now and as it was. */
const row = (site: Place, values: string[], bases: string[] = [], unitId = "") =>
  saveDenominatorsSchema.parse({
    ...{ siteId: site.id, unitId, measure: "encounters", year: "2026" },
    months: values.map((value, index) => ({ value, base: bases[index] ?? "" })),
  });
const file = (site: Place, text: string) => ({ siteId: site.id, measure: "encounters" as const, text });
const kept = (site: Place) =>
  systemDb().denominator.findMany({
    where: { siteId: site.id },
    select: { month: true, value: true, unitId: true, source: true },
    orderBy: [{ month: "asc" }, { value: "asc" }],
  });
const events = (site: Place) =>
  systemDb().event.findMany({
    where: { chain: `site:${site.id}`, type: "denominators.set" },
    select: { data: true },
    orderBy: { position: "asc" },
  });

describe("saying how many there were", () => {
  test("keeps what a manager says, once, and its history", async () => {
    const site = await aSite();
    const ctx = userCtxFor(await aViewer({ site, role: "manager" }));
    expect(await saveDenominators(ctx, row(site, ["412", "", "1,000"]))).toEqual({ changed: 2 });
    expect(await saveDenominators(ctx, row(site, ["412", "", "1,000"]))).toEqual({ changed: 0 });
    expect(await saveDenominators(ctx, row(site, ["420", "", ""], ["412", "", "1000"]))).toEqual({ changed: 2 });
    expect((await kept(site)).map(({ value, source }) => [value, source])).toEqual([
      [420, "person"],
      [null, "person"],
    ]);
    const none = { unitId: null, unit: null };
    expect(await events(site)).toEqual([
      {
        data: {
          ...{ measure: "encounters", fromFile: false },
          cells: [
            { ...none, month: "2026-01", before: null, after: 412 },
            { ...none, month: "2026-03", before: null, after: 1000 },
          ],
        },
      },
      {
        data: {
          ...{ measure: "encounters", fromFile: false },
          cells: [
            { ...none, month: "2026-01", before: 412, after: 420 },
            { ...none, month: "2026-03", before: 1000, after: null },
          ],
        },
      },
    ]);
  });

  test("shows a row for the whole site and one for each unit", async () => {
    const site = await aSite();
    const unit = await aUnit(site, "Ward 4");
    const viewer = await aViewer({ site, role: "manager" });
    await saveDenominators(userCtxFor(viewer), row(site, ["", "9"], [], unit.id));
    const grid = await getDenominatorGrid(viewer, { siteId: site.id, measure: "encounters", year: 2026 }, NOW);
    expect(grid.rows.map(({ name, values }) => [name, values.slice(0, 3)])).toEqual([
      ["Whole site", [null, null, null]],
      ["Ward 4", [null, 9, null]],
    ]);
    expect(grid.months.map(({ hasBegun }) => hasBegun).lastIndexOf(true)).toBe(4);
    expect(grid.mayKeep).toBe(true);
    const seen = await aViewer({ site });
    expect((await getDenominatorGrid(seen, { siteId: site.id, measure: "visits", year: 2026 }, NOW)).mayKeep).toBe(
      false,
    );
  });

  test("is refused by role, for another's site and unit, and before a month begins", async () => {
    const [site, other] = [await aSite(), await aSite()];
    const ctx = userCtxFor(await aViewer({ site, role: "manager" }));
    const associate = userCtxFor(await aViewer({ site }));
    const foreign = await aUnit(other);
    expect((await refusalOf(saveDenominators(associate, row(site, ["4"])))).code).toBe("FORBIDDEN");
    expect((await refusalOf(importDenominators(associate, file(site, "month,value\n2026-01,4")))).code).toBe(
      "FORBIDDEN",
    );
    expect((await refusalOf(previewImport(associate.viewer, file(site, "month,value\n2026-01,4"), NOW))).code).toBe(
      "NOT_FOUND",
    );
    expect((await refusalOf(saveDenominators(ctx, row(other, ["4"])))).code).toBe("NOT_FOUND");
    expect((await refusalOf(saveDenominators(ctx, row(site, ["4"], [], foreign.id)))).code).toBe("NOT_FOUND");
    expect(
      (await refusalOf(getDenominatorGrid(ctx.viewer, { siteId: other.id, measure: "visits", year: 2026 }, NOW))).code,
    ).toBe("NOT_FOUND");
    const early = await refusalOf(saveDenominators(ctx, row(site, ["", "", "", "", "", "4"])));
    expect(early.details.fieldErrors).toEqual({ "months[5].value": ["June 2026 has not begun."] });
    expect(await kept(site)).toEqual([]);
  });

  test("says so where somebody else changed the same month, and lets another month through", async () => {
    const site = await aSite();
    const ctx = userCtxFor(await aViewer({ site, role: "manager" }));
    await saveDenominators(ctx, row(site, ["412"]));
    const lost = await refusalOf(saveDenominators(ctx, row(site, ["400"])));
    expect(lost.code).toBe("CONFLICT");
    expect(lost.message).toContain("January 2026 is 412 now");
    expect(await saveDenominators(ctx, row(site, ["", "7"]))).toEqual({ changed: 1 });
  });

  test("comes out once when sent twice at the same moment, and not at all without its event", async () => {
    const site = await aSite();
    const ctx = userCtxFor(await aViewer({ site, role: "manager" }));
    const both = await Promise.all([1, 2].map(() => saveDenominators(ctx, row(site, ["5"]))));
    expect(both.map(({ changed }) => changed).sort()).toEqual([0, 1]);
    await refuseEventsBy(ctx.viewer.personId);
    await expect(saveDenominators(ctx, row(site, ["6"], ["5"]))).rejects.toThrow();
    expect((await kept(site)).map(({ value }) => value)).toEqual([5]);
  });
});

describe("importing a file", () => {
  const TEXT =
    "month,unit,value\n2026-01,ward 4,420\n2026-02,,900\n2026-02,,901\n2026-03,Ward 9,1\n2026-06,,1\n2026-04,Ward 4,0\n";

  test("tells before what it would change, changes it once, and leaves out what cannot be read", async () => {
    const site = await aSite();
    const unit = await aUnit(site, "Ward 4");
    const ctx = userCtxFor(await aViewer({ site, role: "manager" }));
    await saveDenominators(ctx, row(site, ["412"], [], unit.id));
    const plan = await previewImport(ctx.viewer, file(site, TEXT), NOW);
    expect(plan.changes.map(({ line, label, before, after }) => [line, label, before, after])).toEqual([
      [2, "Encounters, Ward 4, January 2026", 412, 420],
      [3, "Encounters, whole site, February 2026", null, 900],
    ]);
    expect(plan.problems).toEqual([
      { line: 4, message: expect.stringMatching(/^Line 3 says 900 of this, and this line 901: the first is taken/) },
      { line: 5, message: "This site has no unit “Ward 9”. Leave it empty for the whole site." },
      { line: 6, message: "June 2026 has not begun." },
      { line: 7, message: "“0”: Of 0 no rate can be told. Leave it empty where nobody was here." },
    ]);
    expect((await kept(site)).map(({ value }) => value)).toEqual([412]);
    expect(await importDenominators(ctx, file(site, TEXT))).toEqual({ added: 1, replaced: 1, same: 0, refused: 4 });
    expect(await importDenominators(ctx, file(site, TEXT))).toEqual({ added: 0, replaced: 0, same: 2, refused: 4 });
    expect((await kept(site)).map(({ value, source }) => [value, source])).toEqual([
      [420, "file"],
      [900, "file"],
    ]);
    expect(await events(site)).toHaveLength(2);
  });
});

describe("a rate", () => {
  const asked = { metric: "complaintsPerEncounters", from: "2026-02-01", to: "2026-05-12" } as const;

  test("is of the months whose volume somebody said; the others are gaps that say why", async () => {
    const site = await aSite({ name: "Northgate General" });
    const viewer = await aViewer({ site, role: "manager" });
    for (const month of ["01", "02", "03", "05"])
      await aCase({ site, receivedAt: new Date(`2026-${month}-10T12:00:00Z`) });
    await aCase({ site, kind: "compliment", receivedAt: new Date("2026-03-10T12:00:00Z") });
    await saveDenominators(userCtxFor(viewer), row(site, ["", "", "1000", "500", "20"]));
    await countMarked();
    const points = await readRates(viewer, asked, NOW);
    expect(points.map(({ label, numerator, denominator, gap }) => [label, numerator, denominator, gap])).toEqual([
      ["Feb 2026", 1, null, "nobody has said how many encounters there were"],
      ["Mar 2026", 1, 1000, null],
      ["Apr 2026", 0, 500, null],
      ["May 2026", 1, null, "not over"],
    ]);
  });

  test("of praise that names staff is of compliments only, whole months too, and follows what is changed", async () => {
    const site = await aSite();
    const viewer = await aViewer({ site, role: "manager" });
    const on = (day: string) => ({ site, receivedAt: new Date(`2026-${day}T12:00:00Z`) });
    await aCase(on("01-10"));
    const praise = await aCase({ ...on("03-10"), kind: "compliment", namesStaff: true });
    await aCase({ ...on("03-11"), kind: "compliment" });
    await aCase({ ...on("03-12"), kind: "complaint", namesStaff: true });
    await saveDenominators(userCtxFor(viewer), row(site, ["", "", "1000", "500"]));
    const told = async () => {
      await countMarked();
      expect(await countWrong(site.id)).toBe(0);
      return (await readRates(viewer, { ...asked, of: "namedPraise" }, NOW))[1];
    };
    expect(await told()).toMatchObject({ numerator: 1, denominator: 1000 });
    await systemDb().case.update({ where: { id: praise.id }, data: { namesStaff: false } });
    expect(await told()).toMatchObject({ numerator: 0, denominator: 1000 });
    await systemDb().case.update({ where: { id: praise.id }, data: { namesStaff: true } });
    const chosen = dashboardSchema.parse({ site: site.id, period: "26" });
    const { outcomes } = await readInsights(viewer, { chosen, where: "", onlySite: site.id }, NOW);
    await countMarked();
    const [, named] = (await readInsights(viewer, { chosen, where: "", onlySite: site.id }, NOW)).outcomes.praise;
    expect(outcomes.praise).toHaveLength(2);
    expect(named).toMatchObject({ value: "0.67 per 1,000", basis: expect.stringContaining("1 in 1,500 encounters") });
    expect(named?.basis).toMatch(/; left out: 3 months without a volume$/);
    const asks = new URLSearchParams(named?.href.split("?")[1]);
    const { tab: _, ...filter } = Object.fromEntries(asks);
    const { rows } = await listCases(viewer, "all", queueSchema.parse(filter), NOW);
    expect(rows.map(({ id }) => id)).toEqual([praise.id]);
  });

  test("of several sites leaves out those without a volume, cases too, and says which", async () => {
    const site = await aSite({ name: "Northgate General" });
    const other = await aSite({ name: "Southgate Clinic", organisationId: site.organisationId });
    const viewer = await aViewer({ site, role: "manager", also: [{ site: other, role: "manager" }] });
    for (const at of [site, other, other]) {
      for (const day of ["2026-01-20", "2026-03-10"])
        await aCase({ site: at, receivedAt: new Date(`${day}T12:00:00Z`) });
    }
    await saveDenominators(userCtxFor(viewer), row(site, ["", "", "1000"]));
    await countMarked();
    expect((await readRates(viewer, asked, NOW))[1]).toMatchObject({
      ...{ numerator: 1, denominator: 1000 },
      note: "Without Southgate Clinic: nobody has said how many encounters there were.",
      sites: [site.id],
    });
    expect((await readRates(viewer, { ...asked, siteId: other.id }, NOW))[1]).toMatchObject({
      numerator: 2,
      denominator: null,
    });
    expect(await readRates(await aViewer({ site: await aSite() }), { ...asked, siteId: site.id }, NOW)).toEqual([]);
  });

  test("leaves out the months of a site up to that of its first case, cases and volume", async () => {
    const site = await aSite({ name: "Northgate General" });
    const other = await aSite({ name: "Southgate Clinic", organisationId: site.organisationId });
    const viewer = await aViewer({ site, role: "manager", also: [{ site: other, role: "manager" }] });
    for (const at of [site, other]) await saveDenominators(userCtxFor(viewer), row(at, ["", "1000", "1000", "1000"]));
    const cases = { "2026-02-20": site, "2026-03-10": other, "2026-04-10": site };
    for (const [day, at] of Object.entries(cases)) await aCase({ site: at, receivedAt: new Date(`${day}T12:00:00Z`) });
    await countMarked();
    const points = await readRates(viewer, asked, NOW);
    expect(points.map(({ numerator, denominator, gap, note }) => [numerator, denominator, gap ?? note])).toEqual([
      [1, null, "not yet recorded here"],
      [0, 1000, "Without Southgate Clinic: nothing was recorded there yet."],
      [1, 2000, null],
      [0, null, "not over"],
    ]);
  });

  test("of a unit is of the unit's own volume", async () => {
    const site = await aSite();
    const unit = await aUnit(site);
    const viewer = await aViewer({ site, role: "manager" });
    for (const day of ["2026-01-20", "2026-03-10"]) {
      await aCase({ site, unitId: unit.id, receivedAt: new Date(`${day}T12:00:00Z`) });
    }
    await aCase({ site, receivedAt: new Date("2026-03-10T12:00:00Z") });
    await saveDenominators(userCtxFor(viewer), row(site, ["", "", "1000"]));
    await saveDenominators(userCtxFor(viewer), row(site, ["", "", "40"], [], unit.id));
    await countMarked();
    const [, march] = await readRates(viewer, { ...asked, unitId: unit.id }, NOW);
    expect(march).toMatchObject({ numerator: 1, denominator: 40, gap: null });
  });
});
