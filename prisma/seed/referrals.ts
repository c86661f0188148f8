import type { Referral } from "@/lib/platform/generated/client";
import { bodiesOf } from "@/lib/referral/rules";
import { packOf } from "@/lib/regulation/rules";
import type { Chronicle } from "./events";
import { type Staff, workersAt } from "./people";
import type { DemoSite } from "./places";
import { idAt, itemAt, type Random } from "./random";
import type { DemoData } from "./rows";
import { DAY, dateIn, HOUR, plus } from "./times";

type Work = { random: Random; chronicle: Chronicle; staff: Staff; sites: DemoSite[]; data: DemoData; now: Date };

/** Where the rules of a site name no body. */
const ELSEWHERE = {
  US: "The state survey agency",
  GB: "The Parliamentary and Health Service Ombudsman",
  NZ: "The Health and Disability Commissioner",
} as const;
/** Of so many closed complaints one goes outside. */
const ONE_OF = 14;

/** Some closed complaints that went to a body outside, some weeks after they were closed. */
export function referSome(work: Work): Referral[] {
  return work.sites.flatMap((site) => referOf(work, site));
}

function referOf({ random, chronicle, staff, data, now }: Work, site: DemoSite): Referral[] {
  const { plan, row: place } = site;
  return data.cases
    .filter((row) => row.siteId === place.id && row.closedAt && !row.mergedIntoId)
    .filter(({ kind }) => kind === "complaint" || kind === "grievance")
    .map((row) => ({
      row,
      at: plus(chronicle.lastOf({ noun: "case", id: row.id }), random.int(12, 70) * DAY + 3 * HOUR),
    }))
    .filter(({ at }, index) => index % ONE_OF === ONE_OF - 1 && at <= plus(now, -HOUR))
    .toSorted((a, b) => a.at.getTime() - b.at.getTime())
    .flatMap(({ row, at }, index) => {
      const [by] = workersAt(staff, { site, roles: ["associate", "manager"], at });
      if (!by) return [];
      const bodies = bodiesOf(packOf(row));
      const body =
        bodies.length > 0 ? itemAt(bodies, index % bodies.length) : { id: null, name: ELSEWHERE[plan.country] };
      const referredOn = dateIn(plus(at, -random.int(1, 5) * DAY), place.timeZone);
      const id = idAt(random, at);
      const data = { referralId: id, body: body.name, referredOn: referredOn.toISOString().slice(0, 10) };
      chronicle.tell({
        ...{ subject: { noun: "case", id: row.id }, siteId: row.siteId, at, actor: by.row },
        event: { type: "case.referred", data },
      });
      return [
        {
          ...{ id, caseId: row.id, siteId: row.siteId, bodyId: body.id, body: body.name, referredOn },
          ...{ recordedById: by.row.id, recordedAt: at, voidedAt: null, voidReason: null },
        },
      ];
    });
}
