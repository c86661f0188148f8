import { Notice } from "@/components/ui/notice";
import type { CaseDetail } from "@/lib/case/types";
import { fieldsFromReporter, mayBeTold } from "@/lib/representative/rules";
import type { Representative } from "@/lib/representative/types";
import { AddRepresentativeDialog } from "./add-representative-dialog";

type DisclosureNoticeProps = {
  detail: CaseDetail;
  representatives: Representative[];
  /** Today in the zone of the site. */
  day: string;
  mayAdd: boolean;
};

/** Whether the person who speaks for the patient may be told anything (45 CFR 164.510(b)), before somebody picks up the phone. */
export function DisclosureNotice({ detail, representatives, day, mayAdd }: DisclosureNoticeProps) {
  const { patient, reporterKind, reporterName } = detail;
  if (!patient || (reporterKind !== "representative" && reporterKind !== "visitor")) return null;
  const told = mayBeTold(representatives, { person: reporterName ?? "", caseId: detail.id, day, patient });
  if (told.answer === "yes") {
    return told.note ? (
      <Notice tone="soon" live="none" title={told.sentence}>
        {told.note}
      </Notice>
    ) : null;
  }
  return (
    <Notice
      tone={told.answer === "expired" ? "late" : "soon"}
      live="none"
      title={told.sentence}
      action={
        mayAdd ? (
          <AddRepresentativeDialog
            label="Record their authority"
            patientId={patient.id}
            cases={[{ id: detail.id, reference: detail.reference, about: detail.about }]}
            values={fieldsFromReporter(detail)}
          />
        ) : null
      }
    />
  );
}
