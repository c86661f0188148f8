import Link from "next/link";
import type { ReactNode } from "react";
import { PatientFacts } from "@/components/patient/patient-facts";
import { RelativeTime } from "@/components/ui/time";
import { KIND_LABELS, REPORTER_LABELS, STATE_LABELS } from "@/lib/case/labels";
import type { CaseDetail } from "@/lib/case/types";

type CaseSideProps = {
  detail: CaseDetail;
  /** Who may be told about the patient. */
  told: ReactNode;
  /** What must be known before speaking to them. */
  alerts: ReactNode;
  now: string;
};

/** Who it is about, where, and what else they came with. */
export function CaseSide({ detail, told, alerts, now }: CaseSideProps) {
  const { patient, site, otherCases } = detail;
  return (
    <aside aria-label="About this case" className="grid content-start gap-4.5 rounded-lg border bg-surface p-4">
      {patient ? (
        <PatientFacts patient={patient} alerts={alerts} />
      ) : (
        <Part title="No patient named">
          <p className="text-muted">
            {detail.reporterName ? <bdi>{detail.reporterName}</bdi> : REPORTER_LABELS[detail.reporterKind]}
            {detail.reporterContact ? `, ${detail.reporterContact}` : ""}
          </p>
        </Part>
      )}
      {patient ? <Part title="Who may be told">{told}</Part> : null}
      <Part title="Where">
        <p>
          {detail.unit ?? "No unit named"}
          <br />
          <span className="text-muted">{site.name}</span>
        </p>
      </Part>
      {otherCases.length > 0 ? (
        <Part title="Also about this patient">
          <ul className="grid gap-1.5">
            {otherCases.map((other) => (
              <li key={other.reference}>
                <Link prefetch={false} href={`/cases/${other.reference}`} className="text-primary-text hover:underline">
                  <bdi>{other.about}</bdi>
                </Link>
                <span className="block text-muted tabular-nums">
                  {KIND_LABELS[other.kind]}, {STATE_LABELS[other.state].toLowerCase()},{" "}
                  <RelativeTime iso={other.receivedAt} zone={site.zone} now={now} />
                </span>
              </li>
            ))}
          </ul>
        </Part>
      ) : null}
    </aside>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="text-sm">
      <h2 className="mb-1 text-base">{title}</h2>
      {children}
    </section>
  );
}
