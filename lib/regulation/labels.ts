import { KIND_LABELS } from "@/lib/case/labels";
import type { CaseKind } from "@/lib/platform/generated/enums";
import { type Classification, classify } from "./rules";
import { type Answer, type Fact, type Pack, rankOf } from "./schema";
import type { CaseClassification } from "./types";

export const ANSWER_LABELS: Record<Answer, string> = { unknown: "Not known", yes: "Yes", no: "No" };

/** What a fact is called in a timeline, a comparison: the pack asks for it in its own words. */
export const FACT_LABELS: Record<Fact, string> = {
  allegesAbuse: "Alleged abuse",
  allegesNeglect: "Alleged neglect",
  allegesHarm: "Alleged harm",
  allegesNonCompliance: "Alleged breach of a federal rule",
  settledOnTheSpot: "Settled on the spot",
  needsInvestigation: "Needs to be looked into",
  wasPutOff: "Put off or passed on",
  asksFormalAnswer: "Formal answer asked for",
  asksResolution: "Wish on the survey to put it right",
  isBillingOnly: "Billing only",
  isMedicareRights: "Medicare rights",
  isAfterStay: "Call after the stay",
};

export type FactGroup = "alleges" | "settled" | "asks" | "about";

export const GROUP_LABELS: Record<FactGroup, string> = {
  alleges: "What do they allege?",
  settled: "What became of it at the time?",
  asks: "What do they ask for?",
  about: "What is it about?",
};

export const FACT_GROUPS: Record<Fact, FactGroup> = {
  allegesAbuse: "alleges",
  allegesNeglect: "alleges",
  allegesHarm: "alleges",
  allegesNonCompliance: "alleges",
  settledOnTheSpot: "settled",
  needsInvestigation: "settled",
  wasPutOff: "settled",
  asksFormalAnswer: "asks",
  asksResolution: "asks",
  isBillingOnly: "about",
  isMedicareRights: "about",
  isAfterStay: "about",
};

/** "Grievance", in the words of the place. */
export function kindLabel(pack: Pack, kind: CaseKind): string {
  return pack.kinds.find((each) => each.kind === kind)?.label ?? KIND_LABELS[kind];
}

/** "a grievance", "an inquiry". */
export function aKind(kind: CaseKind): string {
  return withArticle(KIND_LABELS[kind]);
}

/** "a formal complaint", in the words of the place. */
export function aKindOf(pack: Pack, kind: CaseKind): string {
  return withArticle(kindLabel(pack, kind));
}

function withArticle(label: string): string {
  const word = `${label.charAt(0).toLowerCase()}${label.slice(1)}`;
  return `${/^[aeiou]/.test(word) ? "an" : "a"} ${word}`;
}

type Explained = Pick<CaseClassification, "standing" | "reason" | "decision" | "loggedBy" | "given">;

/** Why a case is what it is, in one sentence: "Grievance, because it came in writing: …". */
export function explainKind(pack: Pack, { standing, reason, decision, loggedBy, given }: Explained): string {
  const label = kindLabel(pack, standing.kind);
  if (reason) return `${label}, because ${reason.because}`;
  const ruled = classify(pack, given);
  const alone =
    ruled.kind === standing.kind || rankOf(standing.kind) < rankOf("complaint")
      ? ""
      : ` By the rules alone it is a ${kindLabel(pack, ruled.kind).toLowerCase()}, because ${ruled.because}`;
  return `${label}, because ${whoDecided({ decision, loggedBy, given })}.${alone}`;
}

function whoDecided({ decision, loggedBy, given }: Pick<Explained, "decision" | "loggedBy" | "given">): string {
  // It was made of an answer, in the name of whoever sent the survey or brought its file.
  if (!decision && given.channel === "survey") return "an answer to a survey gave reason to look at it";
  if (!decision) return `${loggedBy.name} logged it so`;
  return decision.confirmedBy
    ? `${decision.by.name} proposed it and ${decision.confirmedBy.name} confirmed it`
    : `${decision.by.name} decided so`;
}

/** Where a rule is written: "US hospital pack 2026-1, 42 CFR 482.13(a)(2), A-0118". */
export function basisOf(pack: Pack, { basis }: Pick<Classification, "basis">): string {
  return `${pack.label} ${pack.version}, ${basis}`;
}
