import { TriangleAlert } from "lucide-react";
import { VoidContactDialog } from "@/components/contact/void-contact-dialog";
import { INTERPRETER_MODE_LABELS, warnOfTelling } from "@/lib/contact/labels";
import type { ContactView } from "@/lib/contact/types";
import { languageName } from "@/lib/patient/labels";
import { formatInstant } from "@/lib/shared/dates";

type ContactFactsProps = { contact: ContactView; zone: string; patientLabel: string };

/** Beneath a contact in the timeline: when, how long, with whom, who interpreted, and whether it still counts. */
export function ContactFacts({ contact, zone, patientLabel }: ContactFactsProps) {
  const { party, otherName, otherRelation, mayBeTold, checkedHow, minutes, voided } = contact;
  const warning = warnOfTelling(contact);
  const facts = [
    formatInstant(new Date(contact.at), zone),
    minutes === null ? null : `${minutes} min`,
    tellInterpreter(contact.interpreter, zone),
  ].filter((fact) => fact !== null);
  return (
    <div className="mt-1 grid gap-1 text-sm text-muted">
      <p className="wrap-anywhere tabular-nums">
        {party === "patient" ? (
          <>
            With <bdi>{patientLabel}</bdi>.{" "}
          </>
        ) : (
          <>
            With <bdi className="font-medium text-text">{otherName}</bdi>
            {otherRelation ? (
              <>
                , <bdi>{otherRelation}</bdi>
              </>
            ) : null}
            .{" "}
          </>
        )}
        {facts.join(" · ")}
      </p>
      {warning ? (
        <p className="flex items-start gap-1.5 font-medium text-soon">
          <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          {warning}
        </p>
      ) : null}
      {party === "other" && mayBeTold === "yes" && checkedHow ? (
        <p className="wrap-anywhere">
          May be told: <bdi>{checkedHow}</bdi>
        </p>
      ) : null}
      {voided ? (
        <p className="wrap-anywhere">
          <span className="font-medium text-text">Voided</span> by <bdi>{voided.by}</bdi>,{" "}
          {formatInstant(new Date(voided.at), zone)}: <bdi>{voided.reason}</bdi>
        </p>
      ) : null}
      {contact.mayVoid ? <VoidContactDialog contactId={contact.id} /> : null}
    </div>
  );
}

function tellInterpreter(interpreter: ContactView["interpreter"], zone: string): string | null {
  if (!interpreter) return null;
  const { language, mode, number, startedAt, endedAt } = interpreter;
  const clock = (iso: string | null) => (iso ? formatInstant(new Date(iso), zone).slice(-5) : null);
  const [from, to] = [clock(startedAt), clock(endedAt)];
  const span = from && to ? `${from} to ${to}` : (from && `from ${from}`) || (to && `to ${to}`);
  return [`${languageName(language)}: ${INTERPRETER_MODE_LABELS[mode].toLowerCase()}`, number, span]
    .filter((part) => part)
    .join(", ");
}
