import { newId } from "@/lib/shared/ids";
import { type Action, type Outcome, type Outcomes, only, UNKNOWN } from "../outcomes";

/** Whoever sees the chart and does not answer for the site is told that they may not. */
const answeringFor = (outcome: Outcome): Outcomes => ({
  ...only(["supervisor", "auditor"], "FORBIDDEN", "NOT_FOUND"),
  manager: outcome,
});

export const CHART_BASELINE_ACTIONS: Action[] = [
  {
    name: "rebaseSeriesAction",
    path: "/insights",
    fields: async ({ place }) => ({
      ...{ baselineId: newId(), siteId: place.id, figure: "received", kinds: "complaint" },
      ...{ startsOn: "2026-03-02", reason: "A new clinic" },
    }),
    // No chart of so few cases has a run.
    own: answeringFor("CONFLICT"),
    foreign: UNKNOWN,
  },
  {
    name: "endBaselineAction",
    path: "/insights",
    fields: async ({ rows, place, staff }) => ({ baselineId: await rows.chartBaseline(place, staff) }),
    own: answeringFor("done"),
    foreign: UNKNOWN,
  },
  {
    name: "setTargetAction",
    path: "/insights",
    fields: async ({ rows, place, staff }) => ({
      ...{ targetId: newId(), siteId: place.id, figure: "answeredInTime" },
      ...{ standingId: await rows.chartTarget(place, staff), target: "90", reason: "The board asks for it" },
    }),
    own: answeringFor("done"),
    foreign: UNKNOWN,
  },
  {
    name: "dropTargetAction",
    path: "/insights",
    fields: async ({ rows, place, staff }) => ({ targetId: await rows.chartTarget(place, staff) }),
    own: answeringFor("done"),
    foreign: UNKNOWN,
  },
];
