import { expect, test } from "vitest";
import { systemDb } from "@/lib/platform/db";
import { listImportedFigures } from "@/lib/survey-import/queries/figures";
import type { Role } from "@/lib/survey-import/schema";
import { aSite, aViewer, type Place, userCtxFor, viewerAgain } from "../../support/factories";
import { readSharedData } from "../../support/shared-data";
import { bring, checked, imported } from "../../support/survey-imports";

const rowsOf = (file: string | null) => {
  const [head = [], ...rows] = (file ?? "")
    .trim()
    .split("\n")
    .map((line) => line.trim().split(","));
  return rows.map((cells) => new Map(head.map((name, at) => [name, cells[at] ?? ""])));
};

async function aManager() {
  const site = await aSite();
  return { site, ctx: userCtxFor(await aViewer({ site, role: "manager" })) };
}

const HCAHPS = readSharedData("surveys/hcahps_national_results_2015_2023.csv");
const BOXES = ["Top-box Percentage", "Middle-box Percentage", "Bottom-box Percentage"] as const;

test.skipIf(!HCAHPS)(
  "a hundred answers with the shares of each HCAHPS release give its published top boxes",
  async () => {
    const { site, ctx } = await aManager();
    const releases = Map.groupBy(rowsOf(HCAHPS), (row) => row.get("Release Period") ?? "");
    expect(releases.size).toBe(9);
    const published: Record<string, number> = {};
    for (const [release, rows] of releases) {
      const day = release.replace(/^(\d\d)_(\d{4})$/, "$2-$1-01");
      // The overall rating is from 0 to 10, whose top box is 9 and 10; the others say how often.
      for (const [scale, words] of [
        ["often", ["always", "usually", "sometimes"]],
        ["nought_to_ten", ["9", "8", "6"]],
      ] as const) {
        const asked = rows.filter((row) => (row.get("Measure ID") === "H_HSP_RATING") === (scale === "nought_to_ten"));
        const columns = asked.map((row) =>
          words.flatMap((word, at) => Array<string>(Number(row.get(BOXES[at] ?? ""))).fill(word)),
        );
        const names = asked.map((row) => row.get("Measure ID") ?? "");
        const lines = Array.from({ length: 100 }, (_, at) => [day, ...columns.map((column) => column[at] ?? "")]);
        const id = await bring(ctx, site, [["Day", ...names], ...lines].map((cells) => cells.join(",")).join("\n"));
        const roles = { Day: "day", ...Object.fromEntries(names.map((name) => [name, "answer"])) } as Record<
          string,
          Role
        >;
        const said = { roles, kind: "ratings", scale, dayFormat: "ymd", source: `${release} ${scale}` };
        expect(await checked(ctx, id, said)).toMatchObject({ fresh: 100, rejected: 0 });
        await imported(ctx, id);
        for (const row of asked) published[`${release} ${row.get("Measure ID")}`] = Number(row.get(BOXES[0])) / 100;
      }
    }
    const figures = await listImportedFigures(ctx.viewer, {});
    const told = figures.flatMap(({ source, lines }) =>
      lines.filter(({ estimate }) => estimate).map(({ label, value }) => [`${source.split(" ")[0]} ${label}`, value]),
    );
    expect(Object.fromEntries(told)).toEqual(published);
  },
);

const FFT = readSharedData("surveys/fft_inpatient_monthly_rolling_totals_2024.csv");
const ROLES: Record<string, Role> = {
  ...{ Month: "month", VG: "very_good", G: "good", N: "neither", P: "poor", VP: "very_poor", DK: "dont_know" },
};

test.skipIf(!FFT)(
  "monthly Friends and Family counts give the published shares of NHS, of independent and of all; the last do not follow from the others",
  async () => {
    const [nhs, independent, total] = [await aSite(), await aSite(), await aSite()];
    const also = [independent, total].map((site) => ({ site, role: "manager" as const }));
    const ctx = userCtxFor(await aViewer({ site: nhs, role: "manager", also }));
    const groups = { NHS: nhs, independent, total };
    const published: [string, string, number, number[]][] = [];
    for (const row of rowsOf(FFT)) {
      const month = row.get("FFT Period") ?? "";
      for (const [group, site] of Object.entries(groups)) {
        const of = (what: string) => Number(row.get(`Monthly ${group} ${what}`));
        const n = of("responses");
        const shares = [of("percentage positive"), of("percentage negative")];
        const [good = 0, poor = 0] = shares.map((share) => Math.round(share * n));
        const file = `${Object.keys(ROLES)}\n${month},${good},0,${n - good - poor},0,${poor},0`;
        const id = await bring(ctx, site, file);
        const said = { roles: ROLES, kind: "fft_totals", source: month };
        expect(await checked(ctx, id, said)).toMatchObject({ fresh: 1 });
        await imported(ctx, id);
        published.push([group, month, n, shares.map((share) => Math.round(100 * share))]);
      }
    }
    const read = async (site?: Place) =>
      (await listImportedFigures(ctx.viewer, { site: site?.id })).map(
        ({ source, lines }) =>
          [source, lines[0]?.estimate?.n ?? 0, lines.map(({ value }) => Math.round(100 * value))] as const,
      );
    for (const [group, site] of Object.entries(groups)) {
      const told = (await read(site)).map((line) => [group, ...line]);
      expect(told.toSorted()).toEqual(published.filter(([of]) => of === group).toSorted());
    }
    // Of 94% and 94% the publisher's total says 98% in January to March; of 94% and 98% it says 95% in April, which rounding of the parts allows.
    await systemDb().roleGrant.deleteMany({ where: { personId: ctx.viewer.personId, siteId: total.id } });
    const parts = userCtxFor(await viewerAgain(ctx.viewer.personId)).viewer;
    const both = (await listImportedFigures(parts, {})).map(({ source, lines }) => [
      source,
      lines[0]?.estimate?.n,
      Math.round(100 * (lines[0]?.value ?? 0)),
    ]);
    const all = published.filter(([group]) => group === "total");
    expect(both.toSorted()).toEqual(all.map(([, month, n]) => [month, n, 94]).toSorted());
    expect(all.map(([, month, , [positive]]) => `${month} ${positive}`)).toEqual([
      ...["Jan-24 98", "Feb-24 98", "Mar-24 98"],
      "Apr-24 95",
    ]);
  },
);
