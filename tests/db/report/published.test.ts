import { expect, test } from "vitest";
import { z } from "zod";
import { readTotal } from "@/lib/insight/queries/totals";
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

function published() {
  const { items } = fileSchema.parse(JSON.parse(FILE ?? ""));
  return england.parse(items.find(({ id }) => id === "P3"));
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
    const { new: fresh, resolved, upheld, partially_upheld, not_upheld } = published();
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
