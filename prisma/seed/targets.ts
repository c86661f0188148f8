import { tellTarget } from "@/lib/chart-target/rules";
import type { TargetFigure } from "@/lib/chart-target/schema";
import { METRICS } from "@/lib/insight/rules/metrics";
import type { ChartTarget } from "@/lib/platform/generated/client";
import type { Work } from "./improvements";
import { workersAt } from "./people";
import { idAt } from "./random";
import { DAY, MINUTE, plus } from "./times";

const SET_DAYS_AGO = 63;

const TARGETS: { figure: TargetFigure; value: number; reason: string }[] = [
  { figure: "acknowledgedInTime", value: 0.9, reason: "What the board asks for from this year on." },
  { figure: "answeredInTime", value: 0.8, reason: "What the board asks for from this year on." },
  { figure: "timeToAnswer", value: 30, reason: "Nobody should wait for more than a month." },
];

/** What a manager says that figures of the site should come to; none where nobody could. */
export function setTargets({ random, chronicle, staff, site, now }: Omit<Work, "data">): ChartTarget[] {
  const begun = plus(now, -SET_DAYS_AGO * DAY);
  const siteId = site.row.id;
  const subject = { noun: "site", id: siteId } as const;
  const [by] = workersAt(staff, { site, roles: ["manager"], at: begun });
  if (!by || chronicle.lastOf(subject) > begun) return [];
  return TARGETS.map(({ figure, value, reason }, index) => {
    const at = plus(begun, index * MINUTE);
    const id = idAt(random, at);
    const { name } = METRICS[figure];
    const data = { targetId: id, figure: name, before: null, after: tellTarget(value, METRICS[figure]) };
    chronicle.tell({ subject, siteId, at, actor: by.row, event: { type: "chart.target_set", data } });
    return { id, siteId, figure, value, reason, byId: by.row.id, at, endedAt: null, endedById: null };
  });
}
