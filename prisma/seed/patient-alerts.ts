import type { PatientAlert } from "@/lib/platform/generated/client";
import type { Chronicle } from "./events";
import type { DemoPatient } from "./patients";
import { type Staff, workersAt } from "./people";
import type { DemoSite } from "./places";
import { idAt, type Random } from "./random";
import { DAY, officeTime, plus } from "./times";
import { ALERTS } from "./words/alerts";

type Work = { random: Random; chronicle: Chronicle; staff: Staff; now: Date };

const SHARE = 0.05;
const ENDED = 0.2;

/** Lines that staff must know first, for some of the people of a site who live; a few have been ended. */
export function writeAlerts(
  { random, chronicle, staff, now }: Work,
  site: DemoSite,
  patients: DemoPatient[],
): PatientAlert[] {
  return patients.flatMap(({ row, lastSeenAt }): PatientAlert[] => {
    if (row.isDeceased || row.mergedIntoId || row.version > 1 || !random.chance(SHARE)) return [];
    const office = (from: Date) => officeTime(random, from, site.plan.timeZone);
    const at = office(plus(lastSeenAt, random.int(1, 20) * DAY));
    const endsAt = office(plus(at, random.int(20, 90) * DAY));
    if (at >= now) return [];
    const by = random.pick(workersAt(staff, { site, roles: ["associate"], at })).row;
    const id = idAt(random, at);
    const { text, over } = random.pick(ALERTS);
    const subject = { noun: "patient", id: row.id } as const;
    const tell = (when: Date, type: "alert.added" | "alert.ended") =>
      chronicle.tell({ subject, siteId: row.siteId, at: when, actor: by, event: { type, data: { alertId: id } } });
    const alert = { id, patientId: row.id, siteId: row.siteId, body: text, addedById: by.id, createdAt: at };
    tell(at, "alert.added");
    if (endsAt >= now || !random.chance(ENDED)) {
      return [{ ...alert, endedById: null, endedAt: null, endedReason: null }];
    }
    tell(endsAt, "alert.ended");
    return [{ ...alert, endedById: by.id, endedAt: endsAt, endedReason: over }];
  });
}
