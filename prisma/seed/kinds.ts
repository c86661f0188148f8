import { KIND_LABELS } from "@/lib/case/labels";
import type { Case, CaseFacts } from "@/lib/platform/generated/client";
import { ANSWER_LABELS, FACT_LABELS } from "@/lib/regulation/labels";
import { givenOf, groundsOf, NOTHING_RECORDED, packOf, settleKind } from "@/lib/regulation/rules";
import { FACTS, type Fact, type Facts, rankOf } from "@/lib/regulation/schema";
import type { Intake } from "./intake";
import type { Life } from "./life";
import type { Worker } from "./people";
import { idAt, type Random } from "./random";
import { plus } from "./times";

/** How often somebody proposes that an open case is less than it is called. */
const PROPOSALS = { grievance: 0.3, complaint: 0.03 };
const LOWER = { grievance: "complaint", complaint: "concern" } as const;
const REASONS = [
  "The unit has put it right. What they asked for is done, and they said so when I rang.",
  "They rang to say it is settled, and that they never meant to file anything formal.",
  "They told me that they want no formal answer: somebody should know, and now somebody does.",
  "The same thing came twice. The first is answered, and this one asks for nothing more.",
];

/** What the desk knows of a case where the rules of a country decide, so that its kind is what they make of it. */
export function factsOf(random: Random, intake: Intake): Facts {
  const pack = packOf(packNames(intake));
  const isAsked = (fact: string) =>
    pack.asks.some((ask) => ask.fact === fact && (!ask.channels || ask.channels.includes(intake.channel)));
  const fitting = candidates(intake).filter((known) => {
    if (!Object.keys(known).every(isAsked)) return false;
    const facts = { ...NOTHING_RECORDED, ...known };
    const isRuled = groundsOf(pack, givenOf(intake, facts)).length > 0;
    return isRuled === (intake.kind === "grievance");
  });
  return { ...NOTHING_RECORDED, ...(fitting.length > 0 ? random.pick(fitting) : {}) };
}

function candidates({ kind, site, unit, text }: Intake): Partial<Facts>[] {
  if (site.row.packId === "plain" || rankOf(kind) < rankOf("complaint")) return [{}];
  if (kind === "complaint") {
    if (unit?.places.includes("billing")) return [{ isBillingOnly: "yes" }];
    return [{ settledOnTheSpot: "yes" }, { settledOnTheSpot: "yes" }, { isAfterStay: "yes" }, {}];
  }
  const grave: Partial<Facts>[] = [{ allegesHarm: "yes" }, { allegesNeglect: "yes", needsInvestigation: "yes" }];
  return [
    ...(text.severity === 3 ? grave : []),
    { settledOnTheSpot: "no", needsInvestigation: "yes" },
    { settledOnTheSpot: "no", wasPutOff: "yes" },
    { asksFormalAnswer: "yes" },
    { asksResolution: "yes" },
    {},
  ];
}

export function packNames({ site }: Intake): Pick<Case, "packId" | "packVersion"> {
  return { packId: site.row.packId, packVersion: "2026-1" };
}

/** The rule that makes a case what it is; null where a person chose. */
export function ruleFor(intake: Intake, facts: Facts): string | null {
  return settleKind(packOf(packNames(intake)), givenOf(intake, facts), { kind: intake.kind, setAside: [] }).ruleId;
}

/** Keeps the facts of a case, and says so where they were not ticked while it was logged. */
export function recordFacts(life: Life, at: Date, by: Worker): void {
  const { row, data, facts } = life;
  if (FACTS.every((fact) => facts[fact] === "unknown")) return;
  const kept: CaseFacts = { caseId: row.id, siteId: row.siteId, ...facts };
  data.caseFacts.push(kept);
  const changes = FACTS.filter((fact) => facts[fact] !== "unknown" && !isTickedAtOnce(fact, life)).map((fact) => ({
    field: FACT_LABELS[fact],
    before: ANSWER_LABELS.unknown,
    after: ANSWER_LABELS[facts[fact]],
  }));
  if (changes.length === 0) return;
  life.touch(at);
  life.tell(at, by, { type: "case.facts_recorded", data: { changes } });
}

function isTickedAtOnce(fact: Fact, { facts }: Life): boolean {
  return fact === "settledOnTheSpot" && facts[fact] === "yes";
}

/** Makes a case of another kind: by the rules where they say so, else by the hand of whoever has it. */
export function changeKind(life: Life, at: Date, by: Worker): void {
  const { row, intake, random, data, facts } = life;
  const from = row.kind;
  const ruleId = ruleFor(intake, facts);
  const isRuled = ruleId !== null && from === "complaint";
  const changeId = isRuled ? null : idAt(random, at);
  if (changeId !== null) {
    data.kindChanges.push({
      ...{ id: changeId, caseId: row.id, siteId: row.siteId, from, to: intake.kind, reason: null, outcome: "made" },
      ...{ proposedById: by.row.id, proposedAt: at, answer: null, answeredById: null, answeredAt: null },
    });
  }
  row.kind = intake.kind;
  row.kindRuleId = ruleId;
  life.touch(at);
  const words = { from: KIND_LABELS[from], to: KIND_LABELS[row.kind] };
  life.tell(at, by, { type: "case.reclassified", data: { ...words, ruleId, ...packNames(intake), changeId } });
}

/** Of a few open cases somebody thinks that they are less; a second person has not looked yet. */
export function proposeLower(life: Life, { after, now, by }: { after: Date; now: Date; by: Worker }): void {
  const { row, data, intake } = life;
  const from = row.kind;
  if (from !== "grievance" && from !== "complaint") return;
  const random = life.random.fork(`proposal on ${row.reference}`);
  const isOpen = row.closedAt === null && row.ownerId !== null;
  if (!isOpen || intake.text.severity === 3 || !random.chance(PROPOSALS[from])) return;
  const at = plus(after, Math.max(1, (now.getTime() - after.getTime()) * (0.3 + 0.6 * random.next())));
  if (at >= now) return;
  const [id, to] = [idAt(random, at), LOWER[from]];
  data.kindChanges.push({
    ...{ id, caseId: row.id, siteId: row.siteId, from, to, reason: random.pick(REASONS) },
    ...{ proposedById: by.row.id, proposedAt: at, outcome: null, answer: null, answeredById: null, answeredAt: null },
  });
  row.updatedAt = at;
  const words = { from: KIND_LABELS[from], to: KIND_LABELS[to] };
  life.tell(at, by, { type: "kind.proposed", data: { changeId: id, ...words } });
}
