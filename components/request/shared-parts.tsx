import type { ReactNode } from "react";
import { Words } from "@/components/ui/words";
import type { Shared } from "@/lib/request/types";

type SharedPartsProps = {
  shared: Shared;
  /** Said where nothing is shared. */
  none: ReactNode;
};

/** What a unit sees of a case besides the question. */
export function SharedParts({ shared, none }: SharedPartsProps) {
  const { words, patient, issues } = shared;
  if (words === null && patient === null && issues === null) return <p className="text-muted">{none}</p>;
  return (
    <div className="grid gap-3">
      {words === null ? null : <Words source="In their own words.">{words}</Words>}
      {patient === null ? null : (
        <p className="wrap-anywhere">
          <span className="font-medium">Patient: </span>
          <bdi>{patient.name}</bdi>
          {patient.recordNumber ? (
            <span className="tabular-nums">, record number {patient.recordNumber}</span>
          ) : (
            ", no record number known"
          )}
        </p>
      )}
      {issues === null ? null : (
        <div>
          <p className="font-medium">What they raise</p>
          <ul className="mt-1 list-disc space-y-0.5 ps-5">
            {issues.map((issue, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two issues may read the same, and their order stands.
              <li key={index} className="wrap-anywhere">
                <bdi>{issue}</bdi>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}
