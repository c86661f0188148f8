import type { CaseKind, CaseOutcome, ReporterKind } from "@/lib/case/schema";
import type { Harm } from "@/lib/issue/schema";
import type { SurveyExclusion } from "../schema";

/** What decides whether somebody is asked how their case was handled. */
export type AskFacts = {
  isClosed: boolean;
  /** Asked after a contact, so that the case may still be open. */
  isAfterContact: boolean;
  isMerged: boolean;
  /** The site asks nobody. */
  isOff: boolean;
  kind: CaseKind;
  outcome: CaseOutcome | null;
  reporterKind: ReporterKind;
  /** Said by a person: why this one is not asked about. */
  isWithheld: boolean;
  /** That abuse or neglect is alleged, and the gravest harm that is alleged or was found. */
  allegesAbuse: boolean;
  gravestHarm: Harm;
  isDeceased: boolean;
  /** Whoever raised it is the patient, or speaks for nobody else, or may be told about the patient. */
  mayBeTold: boolean;
  hasOptedOut: boolean;
  /** The same person was asked, about whatever case, within the days that the site leaves between. */
  wasAskedLately: boolean;
  /** Something on record speaks against e-mail. */
  forbidsMail: boolean;
  address: string | null;
};

/** From here on harm is too grave for a form (4 major, 5 catastrophic): a person asks, or nobody does. */
const GRAVE_HARM: Harm = 4;

/** A question, praise and an idea are answered; nothing went wrong whose handling could be asked about. */
const ASKED_KINDS: readonly CaseKind[] = ["concern", "complaint", "grievance"];

/**
 * Why somebody is not to be asked, the reason that weighs most first; null where they are. Source: house rule; nobody grieving, at risk,
 * unnamed or unwilling gets a form, and nobody hears of a patient's case without an authority to (45 CFR 164.510(b)).
 */
export function whyNotAsked(facts: AskFacts): SurveyExclusion | null {
  return RULES.find(([, applies]) => applies(facts))?.[0] ?? null;
}

/** What stays as it is until a case is closed; consent, an address and the rest may still come or go. */
const LASTING: readonly SurveyExclusion[] = [
  "merged",
  "withheld",
  "deceased",
  "sensitive",
  "kind",
  "anonymous",
  "staff",
  "opted_out",
];

/** Of a case that is open, why nobody will be asked as it stands; null where that is not known yet. */
export function whyNeverAsked(facts: AskFacts): SurveyExclusion | null {
  return RULES.find(([reason, applies]) => LASTING.includes(reason) && applies(facts))?.[0] ?? null;
}

/** What is due and was not asked for so long is not asked any more: nobody remembers, and a server that was down must not flood people. */
export const LATEST_DAYS = 30;

const RULES: [SurveyExclusion, (facts: AskFacts) => boolean][] = [
  ["reopened", ({ isClosed, isAfterContact }) => !isClosed && !isAfterContact],
  ["switched_off", ({ isOff }) => isOff],
  ["merged", ({ isMerged }) => isMerged],
  ["withheld", ({ isWithheld }) => isWithheld],
  ["deceased", ({ isDeceased }) => isDeceased],
  ["sensitive", ({ allegesAbuse, gravestHarm }) => allegesAbuse || gravestHarm >= GRAVE_HARM],
  ["kind", ({ kind }) => !ASKED_KINDS.includes(kind)],
  ["withdrawn", ({ outcome }) => outcome === "withdrawn"],
  ["anonymous", ({ reporterKind }) => reporterKind === "anonymous"],
  ["staff", ({ reporterKind }) => reporterKind === "staff"],
  ["no_consent", ({ mayBeTold }) => !mayBeTold],
  ["opted_out", ({ hasOptedOut }) => hasOptedOut],
  ["unwanted_mail", ({ forbidsMail }) => forbidsMail],
  ["no_address", ({ address }) => address === null],
  ["asked_lately", ({ wasAskedLately }) => wasAskedLately],
];
