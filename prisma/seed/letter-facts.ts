import type { ComposeFacts } from "@/lib/letter/rules/compose";
import type { Case } from "@/lib/platform/generated/client";
import { packOf } from "@/lib/regulation/rules";
import type { DemoSite } from "./places";
import type { DemoData } from "./rows";

const READ = "We read what you told us, and what the unit had written down.";

type Place = { site: DemoSite; data: Pick<DemoData, "issues" | "requests" | "clocks"> };
type Writing = { row: Case; owner: { name: string }; patient: string; at: Date };

/** What a case says in a letter, as far as the demo data knows it. */
export function factsForLetter({ site, data }: Place, { row, owner, patient, at }: Writing): ComposeFacts {
  const issues = data.issues.filter(({ caseId, voidedAt }) => caseId === row.id && !voidedAt);
  const decided = issues.flatMap(({ decidedAt }) => decidedAt ?? []);
  const day = (on: Date) => on.toISOString().slice(0, 10);
  const due = data.clocks.find(({ caseId, clock, isOpen }) => caseId === row.id && clock === "resolve" && isOpen);
  const isDecided = issues.length > 0 && decided.length === issues.length;
  const unitName = (id: string) => site.units.find((unit) => unit.row.id === id)?.row.name ?? "the unit";
  return {
    ...{ reference: row.reference, patientName: patient, addressee: personOf(row.reporterName) ?? (patient || null) },
    contactPerson: { name: owner.name },
    steps: [
      READ,
      ...data.requests
        .filter(({ caseId, state }) => caseId === row.id && state === "answered")
        .map(({ unitId }) => `We asked ${unitName(unitId)}, and had their answer.`),
    ],
    completedOn: isDecided ? day(new Date(Math.max(...decided.map((on) => on.getTime())))) : null,
    ...{ receivedOn: day(row.receivedAt), today: day(at), dueOn: due ? day(due.dueAt) : null },
    issues: issues.map(({ id, position, summary, answer, finding }) => ({
      ...{ id, position, summary, answer },
      finding: finding === "partly_upheld" ? ("partly" as const) : finding,
    })),
    changes: [],
    outsideBodies: packOf(row).outsideBodies.map(({ name }) => ({ name, howToReach: "" })),
    site: { name: site.row.name, address: "", phone: "" },
  };
}

/** A name without what is noted behind it, as in "Jo Price (daughter)". */
export function personOf(name: string | null): string | null {
  return name === null ? null : name.replace(/ \(.*\)$/u, "");
}
