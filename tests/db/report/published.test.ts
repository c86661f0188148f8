import { expect, test } from "vitest";
import { z } from "zod";
import { readSeries } from "@/lib/insight/queries/series";
import { readTotal } from "@/lib/insight/queries/totals";
import { controlChart } from "@/lib/insight/rules/control-chart";
import { systemCtx } from "@/lib/platform/context";
import type { Viewer } from "@/lib/platform/viewer";
import { countReport } from "@/lib/report/mutations/count-report";
import { makeReport } from "@/lib/report/mutations/make-report";
import { getReport } from "@/lib/report/queries/reports";
import { percentHalfUp, tellFigure } from "@/lib/report/rules/tell";
import { makeReportSchema } from "@/lib/report/schema";
import { newId } from "@/lib/shared/ids";
import { aSite, aViewer, NOW, type Place, userCtxFor } from "../../support/factories";
import { publishedCases } from "../../support/published-cases";
import { countMarked } from "../../support/rollups";
import { readSharedData } from "../../support/shared-data";

const FILE = readSharedData("published-figures/complaints_published.json");
const part = z.tuple([z.number(), z.number()]);
const england = z.object({
  ...{ new: z.number(), resolved: z.number() },
  ...{ upheld: part, partially_upheld: part, not_upheld: part },
});
const fileSchema = z.object({ items: z.array(z.looseObject({ id: z.string() })) });

const scotland = z.object({
  ...{ all: z.number(), hospital_community: z.number(), family_health: z.number(), special_boards: z.number() },
  ...{ per_week: z.number(), per_day: z.number() },
});

function published<T>(id: string, shape: z.ZodType<T>): T {
  const { items } = fileSchema.parse(JSON.parse(FILE ?? ""));
  return shape.parse(items.find((item) => item.id === id));
}

async function returnOf(viewer: Viewer, site: Place, days: { from: string; to: string }) {
  const input = { ...days, kind: "ko41a", reportId: newId(), siteIds: site.id };
  const { reportId } = await makeReport(userCtxFor(viewer), makeReportSchema.parse(input));
  await countReport({ ...systemCtx("Reports"), now: NOW }, reportId);
  const { result } = await getReport(viewer, reportId);
  const figures = (result?.sections ?? []).flatMap((section) => section.figures);
  return {
    told: Object.fromEntries(
      figures.map((figure) => [figure.key, figure.note ? [tellFigure(figure), figure.note] : tellFigure(figure)]),
    ),
    checks: result?.checks ?? [],
  };
}

const whole = (value: number) => value.toLocaleString("en");
const percent = (value: number) => `${value.toFixed(1)}%`;

test.skipIf(!FILE)(
  "NHS Digital's complaints of 2017-18, third quarter, are told with its percentages",
  async () => {
    const { new: fresh, resolved, upheld, partially_upheld, not_upheld } = published("P3", england);
    const site = await aSite();
    const viewer = await aViewer({ site, role: "manager" });
    const days = { from: "2017-10-01", to: "2017-12-31" };
    // Partly upheld is one issue upheld of several as well as one issue upheld in part.
    const severally = Math.floor(partially_upheld[0] / 2);
    await publishedCases(site, [
      { ...days, count: upheld[0], findings: ["upheld"] },
      { ...days, count: severally, findings: ["upheld", "not_upheld"] },
      { ...days, count: partially_upheld[0] - severally, findings: ["partly_upheld"] },
      { ...days, count: not_upheld[0], findings: ["not_upheld"] },
      { ...days, count: fresh - resolved },
    ]);
    await countMarked();

    const ko41a = await returnOf(viewer, site, days);
    expect(ko41a.told).toMatchObject({
      ...{ [`new.${site.id}`]: whole(fresh), [`resolved.${site.id}`]: whole(resolved) },
      [`upheld.${site.id}`]: [whole(upheld[0]), `${percent(upheld[1])} of those resolved`],
      [`partly_upheld.${site.id}`]: [whole(partially_upheld[0]), `${percent(partially_upheld[1])} of those resolved`],
      [`not_upheld.${site.id}`]: [whole(not_upheld[0]), `${percent(not_upheld[1])} of those resolved`],
      [`carriedForward.${site.id}`]: whole(fresh - resolved + 1),
    });
    expect(ko41a.checks.filter(({ holds }) => !holds)).toEqual([]);
    // Insights tells what was upheld at all: the two shares published together.
    const shown = await readTotal(viewer, { metric: "upheldCases", ...days }, NOW);
    expect(percentHalfUp(shown.numerator, shown.denominator)).toBeCloseTo(upheld[1] + partially_upheld[1], 6);
  },
  60_000,
);

test.skipIf(!FILE)(
  "ISD Scotland's complaints of 2014-15 are counted whole, by kind of service and by week",
  async () => {
    const told = published("P6", scotland);
    const counts = [told.hospital_community, told.family_health, told.special_boards];
    const days = { from: "2014-04-01", to: "2015-03-31" };
    const sites: Place[] = [];
    for (const count of counts) {
      const site = await aSite();
      await publishedCases(site, [{ ...days, count }]);
      sites.push(site);
    }
    await countMarked();
    const [site, ...others] = sites;
    if (!site) throw new Error("there are three");
    const role = "manager";
    const viewer = await aViewer({ site, role, also: others.map((one) => ({ site: one, role })) });
    const total = async (siteId?: string) =>
      (await readTotal(viewer, { metric: "received", ...days, siteId }, NOW)).numerator;
    expect(await total()).toBe(told.all);
    expect(await Promise.all(sites.map(({ id }) => total(id)))).toEqual(counts);
    // The whole weeks of that year, as the chart of Insights has them.
    const weeks = await readSeries(
      viewer,
      { metric: "received", step: "week", from: "2014-04-07", to: "2015-03-29" },
      NOW,
    );
    const points = weeks.map(({ start, numerator }) => ({ x: start, y: numerator }));
    const mean = controlChart({ kind: "xmr", points }).phases[0]?.limits?.mean ?? 0;
    expect(points).toHaveLength(51);
    expect([Math.round(mean), Math.round(mean / 7)]).toEqual([told.per_week, told.per_day]);
  },
  60_000,
);
