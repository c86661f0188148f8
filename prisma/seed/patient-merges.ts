import { asRecord, combine, fullerSide, PATIENT_FIELDS } from "@/lib/patient-merge/rules";
import type { Case, PatientMerge } from "@/lib/platform/generated/client";
import type { Chronicle } from "./events";
import type { Twin } from "./patients";
import { type Staff, workersAt } from "./people";
import type { DemoSite } from "./places";
import { idAt, type Random } from "./random";
import { DAY, HOUR, officeTime, plus } from "./times";

type Work = { random: Random; chronicle: Chronicle; staff: Staff; site: DemoSite; cases: Case[]; now: Date };

/**
 * One pair of records that somebody has merged already, with the last case of the person moved; the other people who were registered
 * twice are left to be found.
 */
export function mergeOnePair({ random, chronicle, staff, site, cases, now }: Work, twins: Twin[]): PatientMerge[] {
  const [pair] = twins.filter(({ twin, of }) => twin.row.siteId === site.row.id && !of.row.isDeceased);
  if (!pair) return [];
  const survivor = pair.of.row;
  const merged = pair.twin.row;
  const soonest = Math.max(plus(merged.createdAt, DAY).getTime(), plus(now, -26 * HOUR).getTime());
  const at = officeTime(random, new Date(soonest), site.plan.timeZone);
  if (at >= now) return [];
  const by = random.pick(workersAt(staff, { site, roles: ["supervisor"], at })).row;
  const before = { survivor: asRecord(survivor), merged: asRecord(merged) };
  const take = Object.fromEntries(
    PATIENT_FIELDS.map((field) => [field, fullerSide(before.survivor[field], before.merged[field])] as const),
  );
  const { taken } = combine(before.survivor, before.merged, { ...take, name: "survivor", bornOn: "survivor" });
  for (const field of taken) Object.assign(survivor, { [field]: merged[field] });
  const isQuiet = ({ id }: Case) => chronicle.lastOf({ noun: "case", id }) < at;
  const last = cases
    .filter((row) => row.patientId === survivor.id && row.loggedAt > merged.createdAt && row.loggedAt < at)
    .findLast(isQuiet);
  merged.mergedIntoId = survivor.id;
  survivor.version += 1;
  merged.version += 1;

  const mergeId = idAt(random, at);
  for (const [id, otherId, as] of [
    [survivor.id, merged.id, "survivor"],
    [merged.id, survivor.id, "merged"],
  ] as const) {
    const subject = { noun: "patient", id } as const;
    chronicle.tell({
      subject,
      siteId: site.row.id,
      at,
      actor: by,
      event: { type: "patient.merged", data: { mergeId, otherId, as } },
    });
  }
  if (last) {
    chronicle.tell({
      ...{ subject: { noun: "case", id: last.id }, siteId: site.row.id, at, actor: by },
      event: { type: "record.merged", data: { mergeId, fromId: merged.id, toId: survivor.id } },
    });
  }
  const moved = { "Case.patientId": last ? [last.id] : [] };
  return [
    {
      ...{ id: mergeId, siteId: site.row.id, survivorId: survivor.id, mergedId: merged.id },
      snapshot: { ...before, taken, moved },
      ...{ mergedById: by.id, mergedAt: at, undoneById: null, undoneAt: null, undoneReason: null },
    },
  ];
}
