import { createHash } from "node:crypto";
import { hasHeardFromUs } from "@/lib/contact/rules/heard";
import type { ComposeFacts } from "@/lib/letter/rules/compose";
import { outsideBodiesOf } from "@/lib/letter/rules/outside-bodies";
import { dayInWords, SENTENCES } from "@/lib/letter/rules/sentences";
import { siteFactsOf } from "@/lib/letter/rules/site-head";
import type { Case } from "@/lib/platform/generated/client";
import { packOf } from "@/lib/regulation/rules";
import type { DemoSite } from "./places";
import type { DemoData } from "./rows";
import { dateIn } from "./times";

type Place = { site: DemoSite; data: Pick<DemoData, "issues" | "requests" | "contacts" | "clocks" | "siteBodies"> };
type Writing = { row: Case; owner: { name: string }; patient: string; at: Date };

/** What a case says in a letter, as far as the demo data knows it. */
export function factsForLetter({ site, data }: Place, { row, owner, patient, at }: Writing): ComposeFacts {
  const issues = data.issues.filter(({ caseId, voidedAt }) => caseId === row.id && !voidedAt);
  const decided = issues.flatMap(({ decidedAt }) => decidedAt ?? []);
  const day = (on: Date) => dateIn(on, site.plan.timeZone).toISOString().slice(0, 10);
  const due = data.clocks.find(({ caseId, clock, isOpen }) => caseId === row.id && clock === "resolve" && isOpen);
  const isDecided = issues.length > 0 && decided.length === issues.length;
  return {
    ...{ reference: row.reference, patientName: patient, addressee: addresseeOf(row, patient) },
    contactPerson: { name: owner.name },
    steps: stepsOf({ site, data }, row, day),
    completedOn: isDecided ? day(new Date(Math.max(...decided.map((on) => on.getTime())))) : null,
    ...{ receivedOn: day(row.receivedAt), today: day(at), dueOn: due ? day(due.dueAt) : null },
    issues: issues.map(({ id, position, summary, answer, finding }) => ({
      ...{ id, position, summary, answer },
      finding: finding === "partly_upheld" ? ("partly" as const) : finding,
    })),
    changes: issues.flatMap(({ position, summary, whatChanged }) =>
      whatChanged ? [{ position, summary, whatChanged }] : [],
    ),
    outsideBodies: outsideBodiesOf({ pack: packOf(row), words: data.siteBodies, day: day(at) }),
    site: siteFactsOf(site.row),
  };
}

function addresseeOf({ reporterKind, reporterName }: Case, patient: string): string | null {
  return reporterKind === "patient" ? patient || reporterName : (reporterName ?? (patient || null));
}

/** Units that answered and talks with whoever raised it, as the app tells them. */
function stepsOf({ site, data }: Place, row: Case, day: (on: Date) => string): string[] {
  const inWords = (at: Date) => dayInWords(day(at), "en");
  const unitName = (id: string) => site.units.find((unit) => unit.row.id === id)?.row.name ?? "the unit";
  const asked = data.requests.flatMap(({ caseId, state, settledAt, unitId }) =>
    caseId === row.id && state === "answered" && settledAt
      ? [{ at: settledAt, words: SENTENCES.en.asked(unitName(unitId), inWords(settledAt)) }]
      : [],
  );
  const told = data.contacts
    .filter((contact) => contact.caseId === row.id && contact.outcome === "reached" && hasHeardFromUs(contact))
    .map(({ at, channel }) => ({ at, words: SENTENCES.en.toldThem(channel, inWords(at)) }))
    .toSorted((a, b) => a.at.getTime() - b.at.getTime());
  return [
    ...new Set([...asked, ...told].toSorted((a, b) => a.at.getTime() - b.at.getTime()).map(({ words }) => words)),
  ];
}

/** What a case said when the letter with its answer was decided on, with the mark by which the app sees whether it says something else by now. */
export function keptOf(facts: ComposeFacts) {
  const { today: _, dueOn: _due, ...rest } = facts;
  return { digest: createHash("sha256").update(JSON.stringify(rest)).digest("hex"), facts };
}

/** A name without what is noted behind it, as in "Jo Price (daughter)". */
export function personOf(name: string | null): string | null {
  return name === null ? null : name.replace(/ \(.*\)$/u, "");
}
