import type { PatientRow } from "@/lib/patient/types";
import { formatDay } from "@/lib/shared/dates";

type Known = Pick<PatientRow, "age" | "bornOn" | "recordNumber" | "isDeceased">;

/** Two identifiers in a line: "67 · born 12 Mar 1959 · MRN 44170902". What is not known is left out. */
export function describePatient({ age, bornOn, recordNumber, isDeceased }: Known): string {
  return [
    isDeceased ? "deceased" : null,
    age === null ? null : ageWords(age, isDeceased),
    bornOn ? `born ${formatDay(new Date(bornOn))}` : "date of birth not known",
    recordNumber ? `MRN ${recordNumber}` : null,
  ]
    .filter(Boolean)
    .map((part) => `· ${part}`)
    .join(" ");
}

function ageWords(age: number, isDeceased: boolean): string {
  if (age < 0) return "not born yet";
  return isDeceased ? `aged ${age}` : String(age);
}
