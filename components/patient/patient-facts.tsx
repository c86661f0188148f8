import Link from "next/link";
import type { ReactNode } from "react";
import { Chip } from "@/components/ui/chip";
import type { PatientRow } from "@/lib/patient/types";
import { cn } from "@/lib/shared/cn";
import { formatDay } from "@/lib/shared/dates";

/** The banner by which one makes sure of the right person: name and two identifiers, then what one must know before speaking. */
export function PatientFacts({ patient, alerts }: { patient: PatientRow; alerts: ReactNode }) {
  const { id, name, preferredName, age, bornOn, recordNumber, isDeceased, languageName, needsInterpreter } = patient;
  return (
    <section className="text-sm">
      <h2 className="text-lg wrap-anywhere">
        <Link prefetch={false} href={`/patients/${id}`} className="hover:underline">
          <bdi>{name}</bdi>
        </Link>
      </h2>
      {preferredName ? (
        <p>
          called <bdi>{preferredName}</bdi>
        </p>
      ) : null}
      <p className="tabular-nums">
        {bornOn ? `Born ${formatDay(new Date(bornOn))}` : "Date of birth not known"}
        {age === null ? "" : `, ${isDeceased ? "aged " : ""}${age}`}
        <br />
        {recordNumber ? `MRN ${recordNumber}` : "No record number"}
      </p>
      <PatientAlerts
        isDeceased={isDeceased}
        languageName={languageName}
        needsInterpreter={needsInterpreter}
        className="mt-2"
      />
      {alerts ? <div className="mt-2">{alerts}</div> : null}
    </section>
  );
}

type AlertsProps = Pick<PatientRow, "isDeceased" | "languageName" | "needsInterpreter"> & { className?: string };

export function PatientAlerts({ isDeceased, languageName: speaks, needsInterpreter, className }: AlertsProps) {
  if (!isDeceased && !speaks && !needsInterpreter) return null;
  return (
    <p className={cn("flex flex-wrap gap-1.5", className)}>
      {isDeceased ? <Chip tone="sens">has died</Chip> : null}
      {needsInterpreter ? <Chip tone="soon">interpreter{speaks ? `: ${speaks}` : " needed"}</Chip> : null}
      {!needsInterpreter && speaks ? <Chip>{speaks}</Chip> : null}
    </p>
  );
}
