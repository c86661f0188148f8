import { expect, test } from "vitest";
import { dashboardSchema } from "@/lib/insight/rules/dashboard";
import { showRate } from "@/lib/insight/rules/shown-charts";
import type { RatePoint } from "@/lib/insight/types";

const chosen = dashboardSchema.parse({});
const rated = "complaintsPerEncounters" as const;
const month = (at: number, numerator: number, denominator: number | null): RatePoint => ({
  ...{ start: `2025-${String(at).padStart(2, "0")}-01`, end: `2025-${String(at).padStart(2, "0")}-28` },
  ...{
    label: "",
    isOver: at < 12,
    numerator,
    denominator,
    gap: denominator === null ? "not yet recorded here" : null,
    note: null,
  },
});

test("complaints per 1,000 encounters have limits that move with the volume, and a gap where nobody has said it", () => {
  const volumes = [8_000, 8_000, null, 2_000, 8_000];
  const chart = showRate(
    volumes.map((volume, at) => month(at + 1, 40, volume)),
    { chosen, where: " in Northgate", rated },
  );
  expect(chart?.points.map(({ value }) => value)).toEqual([5, 5, null, 20, 5]);
  expect(chart?.points[0]).toMatchObject({ told: "5 (40 in 8,000)", title: "Jan 2025" });
  expect(chart?.points[0]?.href).toBe("/cases?tab=all&kind=complaint%2Cgrievance&from=2025-01-01&to=2025-01-28");
  expect(chart?.points[3]?.upper).toBeGreaterThan(chart?.points[0]?.upper ?? Number.POSITIVE_INFINITY);
  expect(chart?.gaps).toEqual(["Mar 2025: not yet recorded here"]);
  expect(chart?.reading).toMatch(/^Complaints per 1,000 encounters in Northgate rose above their limits in Apr 2025\./);
});

test("a month that leaves a site out says so", () => {
  const told = { ...month(1, 3, 1_000), note: "Without Southgate: nobody has said." };
  expect(showRate([told], { chosen, where: "", rated })?.notes).toEqual([
    "Jan 2025: Without Southgate: nobody has said.",
  ]);
});

test("the month under way is left out, and without any volume there is no chart", () => {
  expect(showRate([month(11, 1, 1_000), month(12, 1, 1_000)], { chosen, where: "", rated })?.points).toHaveLength(1);
  const days = showRate([month(1, 3, 600)], { chosen, where: "", rated: "complaintsPerPatientDays", target: 4 });
  expect(days).toMatchObject({ target: 4, reading: expect.stringMatching(/^Complaints per 1,000 patient days: /) });
  expect(showRate([month(1, 3, null)], { chosen, where: "", rated })).toBeNull();
});

test("a month that leaves a site out leads to the cases of the others alone", () => {
  const months = [["a", "b"], ["b", "c"], undefined].map((sites, at) => ({ ...month(at + 1, 3, 1_000), sites }));
  const chart = showRate(months, { chosen, where: "", rated });
  const asked = chart?.points.map(({ href }) => new URL(href, "http://heard.example").searchParams.get("site"));
  expect(asked).toEqual(["a,b", "b,c", null]);
});
