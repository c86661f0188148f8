import type { Report, ReportSchedule, ReportScheduleReader, ReportSite } from "@/lib/platform/generated/client";
import { titleOf } from "@/lib/report/labels";
import { lastPeriod, nextRun } from "@/lib/report/rules/periods";
import type { Chronicle } from "./events";
import { type Staff, workersAt } from "./people";
import type { DemoSite } from "./places";
import { idAt, type Random } from "./random";
import { DAY, dateIn, MINUTE, plus } from "./times";

type Work = { random: Random; chronicle: Chronicle; staff: Staff; sites: DemoSite[]; now: Date };

export type DemoReports = {
  reports: Report[];
  sites: ReportSite[];
  schedules: ReportSchedule[];
  readers: ReportScheduleReader[];
};

const DAY_OF_MONTH = 5;

/** What a manager of all sites asked for since yesterday: a board pack that comes each month, and the annual report. A worker counts them once it starts. */
export function askForReports({ random, chronicle, staff, sites, now }: Work): DemoReports {
  const all: DemoReports = { reports: [], sites: [], schedules: [], readers: [] };
  // What is told of a site is told in its order.
  const ends = sites.map(({ row }) => plus(chronicle.lastOf({ noun: "site", id: row.id }), MINUTE));
  const at = new Date(Math.max(plus(now, -DAY).getTime(), ...ends.map((end) => end.getTime())));
  if (plus(at, 2 * MINUTE) > now) return all;
  const managers = sites.map((site) => workersAt(staff, { site, roles: ["manager"], at }));
  const by = managers[0]?.find(({ row }) => managers.every((some) => some.some((one) => one.row.id === row.id)));
  const [site] = sites;
  if (!by || !site) return all;
  const today = dateIn(at, site.plan.timeZone).toISOString().slice(0, 10);
  for (const [index, kind] of (["board", "annual"] as const).entries()) {
    const period = lastPeriod(kind === "board" ? "month" : "year", today);
    const madeAt = plus(at, index * MINUTE);
    const report: Report = {
      ...{
        id: idAt(random, madeAt),
        kind,
        title: titleOf(kind, period),
        spec: { metrics: [], split: "none", kinds: [] },
      },
      ...{ from: new Date(period.from), to: new Date(period.to), forPublication: kind === "annual" },
      ...{ madeById: by.row.id, madeAt, scheduleId: null, claimId: null, beatAt: null, attempts: 0, done: 0 },
      ...{ total: null, result: null, countedAt: null, failedAt: null, failure: null },
    };
    all.reports.push(report);
    for (const { row } of sites) {
      all.sites.push({ reportId: report.id, siteId: row.id });
      const event = { type: "report.made", data: { reportId: report.id, kind, ...period } } as const;
      chronicle.tell({ subject: { noun: "site", id: row.id }, siteId: row.id, at: madeAt, actor: by.row, event });
    }
    if (kind === "board")
      schedule({ random, chronicle, sites, report, by: by.row, today, period, all, at: plus(madeAt, MINUTE / 2) });
  }
  return all;
}

type Scheduling = Pick<Work, "random" | "chronicle" | "sites"> & {
  report: Report;
  by: Staff["workers"][number]["row"];
  today: string;
  period: { from: string; to: string };
  all: DemoReports;
  at: Date;
};

function schedule({ random, chronicle, sites, report, by, today, period, all, at }: Scheduling): void {
  const every = "month";
  const nextOn = new Date(nextRun({ every, day: DAY_OF_MONTH, period }, today));
  const id = idAt(random, at);
  all.schedules.push({
    ...{ id, ofId: report.id, every, day: DAY_OF_MONTH, nextOn, madeById: by.id, madeAt: at },
    ...{ stoppedAt: null, stoppedWhy: null },
  });
  all.readers.push({ scheduleId: id, personId: by.id });
  for (const { row } of sites) {
    const event = {
      type: "report.scheduled",
      data: { scheduleId: id, reportId: report.id, every, people: 1 },
    } as const;
    chronicle.tell({ subject: { noun: "site", id: row.id }, siteId: row.id, at, actor: by, event });
  }
}
