import { newId } from "@/lib/shared/ids";
import type { Named } from "./store";
import { SurveyRows } from "./survey";

const FIGURE = {
  ...{ key: "complaints", label: "Complaints received", unit: "count", value: 0, numerator: 0, denominator: null },
  ...{ lower: null, upper: null, ninetieth: null, per: null, note: null, isHidden: false, counts: "case" },
  ...{ hasOf: false, href: null },
  definition: { says: "How many came in.", numerator: "complaints", denominator: null, source: "Each once." },
};

/** Reports, and what makes them again. */
export abstract class ReportRows extends SurveyRows {
  /** A board pack of March of a site that was counted, and in which nothing was. */
  async report({ id: siteId }: { id: string }, by: Named): Promise<string> {
    const at = new Date();
    const id = newId();
    const what = { kind: "board", title: "Board pack, March 2026", from: "2026-03-01", to: "2026-03-31" };
    const section = { key: "short", title: "In short", says: null, shape: "figures", figures: [FIGURE] };
    const result = { sections: [section], checks: [], remarks: [] };
    await this.insert("Report", {
      ...{ id, ...what, spec: { metrics: [], split: "none" }, forPublication: false, madeById: by.id, madeAt: at },
      ...{ result, countedAt: at },
    });
    await this.insert("ReportSite", { reportId: id, siteId });
    return id;
  }

  /** That a report is made again each month for whoever asked. */
  async reportSchedule(place: { id: string }, by: Named): Promise<string> {
    const row = { id: newId(), ofId: await this.report(place, by), every: "month", day: 5, nextOn: "2099-01-05" };
    await this.insert("ReportSchedule", { ...row, madeById: by.id, madeAt: new Date() });
    return row.id;
  }
}
