import type { ReporterKind } from "@/lib/case/schema";
import { isSameName, standingOf } from "@/lib/representative/rules";
import type { Representative } from "@/lib/representative/types";
import type { CaseFile, FiledLetter } from "../types";

export type People = Pick<CaseFile, "detail" | "patient" | "representatives" | "today" | "merged">;

/** Who raises a case for themselves: the patient does not learn from us who that was. */
const FOR_THEMSELVES: readonly ReporterKind[] = ["visitor", "staff", "anonymous"];

/** Who speaks for the patient by an authority that is on record, holds on the day and covers this case (45 CFR 164.502(g), 164.510(b)). */
export function representativesHere({ detail, patient, representatives, today }: People): Representative[] {
  if (patient === null) return [];
  return representatives.filter((one) => {
    const standing = standingOf(one, { day: today, patient });
    const isHere = one.extent !== "this_case" || one.case?.id === detail.id;
    return (standing === "holds" || standing === "ends_soon") && isHere;
  });
}

/** Whether the copy names somebody beside the patient, wherever they stand in the case: only who speaks for the patient. */
export function isNamedOutside(name: string | null, people: People): boolean {
  if (name === null) return false;
  const raised = [people.detail, ...people.merged.filter(({ isTheirs }) => isTheirs)];
  const forThemselves = raised.filter(({ reporterKind }) => FOR_THEMSELVES.includes(reporterKind));
  if (forThemselves.some(({ reporterName }) => isSameName(reporterName ?? "", name))) return false;
  return representativesHere(people).some((one) => isSameName(one.name, name));
}

/** What the copy calls whoever raised the case; null: it does not name them. */
export function nameReporter(people: People): string | null {
  const { reporterKind, reporterName } = people.detail;
  return reporterKind === "patient" || isNamedOutside(reporterName, people) ? reporterName : null;
}

/** What it calls whom the case has as the patient. Where nobody is named as such, that is whoever raised it. */
export function namePatient(people: People): string {
  return people.patient?.name ?? nameReporter(people) ?? "whoever raised it";
}

/** Whether what is said to be with or to the patient is: without one on the case it is whoever raised it. */
function isPatientKnown({ patient, detail }: People): boolean {
  return patient !== null || detail.reporterKind === "patient";
}

type Whose = { patientId: string | null; reporterName: string | null };

/** Whether two cases are one person's: the same patient's or, where neither has one, raised under the same name. */
export function isSamePerson(one: Whose, other: Whose): boolean {
  if (one.patientId !== null || other.patientId !== null) return one.patientId === other.patientId;
  return isSameName(one.reporterName ?? "", other.reporterName ?? "");
}

/** To whom a letter went, as far as the copy tells of it; null: to somebody else. */
export function addresseeOf(
  { party, otherName }: FiledLetter["sendings"][number],
  people: People,
): "patient" | "representative" | null {
  if (party === "patient") return isPatientKnown(people) ? "patient" : null;
  return isNamedOutside(otherName, people) ? "representative" : null;
}
