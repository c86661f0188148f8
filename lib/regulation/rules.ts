import type { CaseKind } from "@/lib/platform/generated/enums";
import { ENGLAND } from "./packs/england";
import { INDIA } from "./packs/india";
import { NEW_ZEALAND } from "./packs/new-zealand";
import { ONTARIO } from "./packs/ontario";
import { PLAIN } from "./packs/plain";
import { REACH } from "./packs/reach";
import { SCOTLAND } from "./packs/scotland";
import { US_HOSPITAL } from "./packs/us-hospital";
import { US_NURSING_HOME } from "./packs/us-nursing-home";
import { WALES } from "./packs/wales";
import {
  FACTS,
  type Facts,
  type Given,
  type LimitCondition,
  type Pack,
  type PackLimit,
  packsSchema,
  type Reach,
  type Rule,
  rankOf,
  reachesSchema,
} from "./schema";

/** Every version of every pack. A pack that is empty or contradicts itself stops the application here. */
export const PACKS: readonly Pack[] = packsSchema.parse([
  ...US_HOSPITAL,
  ...US_NURSING_HOME,
  ...ENGLAND,
  ...SCOTLAND,
  ...WALES,
  ...NEW_ZEALAND,
  ...ONTARIO,
  ...INDIA,
  ...PLAIN,
]);

const REACHES = reachesSchema.parse(REACH);

/** How a body is reached on a day ("2026-03-12"): the newest entry that has begun; null where none is known. */
export function reachOn(id: string | null, day: string, reaches: readonly Reach[] = REACHES): Reach | null {
  const begun = reaches.filter((each) => each.id === id && each.validFrom <= day);
  return begun.toSorted((a, b) => (a.validFrom < b.validFrom ? 1 : -1))[0] ?? null;
}

export const NOTHING_RECORDED = Object.fromEntries(FACTS.map((fact) => [fact, "unknown"])) as Facts;

/**
 * The pack of a site until somebody names another: the one of its country. Where the packs there are hold in a part of the country only,
 * as in England, Wales or Ontario, nobody's law is taken for it before somebody says which.
 */
export function defaultPackId(country: string): string {
  return PACKS.find(({ defaultFor }) => defaultFor.includes(country))?.id ?? "plain";
}

/** Whether a pack wants it confirmed in writing that what came in this way arrived. */
export function isAcknowledgedInWriting({ acknowledgedInWriting }: Pack, channel: Came["channel"]): boolean {
  return acknowledgedInWriting?.channels.includes(channel) ?? false;
}

/** The version of a pack that holds on a day: the newest that has begun, or the first of all. */
export function packOn(packs: readonly Pack[], id: string, day: Date): Pack {
  const date = day.toISOString().slice(0, 10);
  const versions = packs.filter((pack) => pack.id === id).toSorted((a, b) => (a.validFrom < b.validFrom ? -1 : 1));
  const pack = versions.findLast(({ validFrom }) => validFrom <= date) ?? versions[0];
  if (!pack) throw new Error(`there is no policy pack ${id}`);
  return pack;
}

/** Every pack as a choice for a site: by the version of it that holds on a day. */
export function packChoicesOn(day: Date): PackChoice[] {
  const ids = [...new Set(PACKS.map(({ id }) => id))];
  return ids.map((id) => packOn(PACKS, id, day)).map(({ id, label, summary }) => ({ id, label, summary }));
}

export type PackChoice = Pick<Pack, "id" | "label" | "summary">;

/** The very version under which a case was opened. */
export function packOf({ packId, packVersion }: { packId: string; packVersion: string }): Pack {
  const pack = PACKS.find(({ id, version }) => id === packId && version === packVersion);
  if (!pack) throw new Error(`there is no policy pack ${packId} ${packVersion}`);
  return pack;
}

type Came = Pick<Given, "channel" | "reporterKind">;

/** What the rules look at: how a case came, and what was recorded of it, if anything. */
export function givenOf({ channel, reporterKind }: Came, facts: Facts | null): Given {
  const recorded = facts ?? NOTHING_RECORDED;
  const known = Object.fromEntries(FACTS.map((fact) => [fact, recorded[fact]])) as Facts;
  return { ...known, channel, reporterKind };
}

export type Classification = {
  kind: CaseKind;
  ruleId: string;
  because: string;
  basis: string;
  isConfirmed: boolean;
};

/** Complaint or grievance by a pack: the first rule that holds decides. */
export function classify(pack: Pack, given: Given): Classification {
  return asClassification(pack.rules.find((rule) => holds(rule, given)) ?? pack.otherwise);
}

/** A rule of a pack by its id, as a classification; null when the pack has no such rule. */
export function findRule(pack: Pack, ruleId: string): Classification | null {
  const rule = [...pack.rules, pack.otherwise].find(({ id }) => id === ruleId);
  return rule ? asClassification(rule) : null;
}

/** The ids of all rules that make this a grievance, not only of the first. */
export function groundsOf(pack: Pack, given: Given): string[] {
  const held = pack.rules.filter((rule) => holds(rule, given));
  const end = held.findIndex(({ kind }) => kind !== "grievance");
  return held.slice(0, end === -1 ? held.length : end).map(({ id }) => id);
}

/** How a case stands. `ruleId` is null where a person decided; `setAside` are grounds that two people overruled. */
export type Standing = { kind: CaseKind; ruleId: string | null; setAside: readonly string[] };
export type Verdict = { kind: CaseKind; ruleId: string | null };

/**
 * What the rules make of a kind that a person chooses. They lift it, never lower it: what is more than the rules ask for stays as the
 * person's own choice, and inquiry, compliment, suggestion and concern are people's to choose unless a binding rule holds.
 */
export function settleKind(pack: Pack, given: Given, { kind, setAside }: Omit<Standing, "ruleId">): Verdict {
  const decided = isRuled(kind)
    ? ruling(pack, given, setAside)
    : pack.rules.find((rule) => rule.isBinding && holds(rule, given) && !setAside.includes(rule.id));
  if (!decided || rankOf(decided.kind) < rankOf(kind)) return { kind, ruleId: null };
  return { kind: decided.kind, ruleId: decided.id };
}

/**
 * What a case becomes once something more is recorded of it. `isLowering`: the rule that made it a grievance holds no longer, so that it
 * would fall, which needs a reason and a second person.
 */
export function reclassify(pack: Pack, given: Given, standing: Standing): Verdict & { isLowering: boolean } {
  const settled = settleKind(pack, given, standing);
  if (settled.ruleId !== null || standing.ruleId === null || !isRuled(standing.kind))
    return { ...settled, isLowering: false };
  const lower = ruling(pack, given, standing.setAside);
  const target = { kind: lower?.kind ?? "complaint", ruleId: lower?.id ?? null };
  return { ...target, isLowering: rankOf(target.kind) < rankOf(standing.kind) };
}

/** The rule by which a case is what it is; null where that is a person's decision. */
export function reasonOf(pack: Pack, given: Given, standing: Standing): Classification | null {
  const ruleId = standing.ruleId ?? settleKind(pack, given, standing).ruleId;
  const rule = ruleId === null ? null : findRule(pack, ruleId);
  return rule?.kind === standing.kind ? rule : null;
}

/** What decides which time limits a case has. */
export type Limited = Given & { kind: CaseKind; severity: number };

/** The time limits of a case by a pack: of each clock the first that holds. */
export function limitsOf(pack: Pack, limited: Limited): PackLimit[] {
  const held = pack.limits.filter(
    ({ kinds, when }) => kinds.includes(limited.kind) && (when?.some((condition) => meets(condition, limited)) ?? true),
  );
  return held.filter(({ clock }, index) => held.findIndex((other) => other.clock === clock) === index);
}

/** Whether the way a case came is what the rule by which it is so looks at: "which makes it a grievance". */
export function isMadeByChannel(pack: Pack, ruleId: string | null): boolean {
  const rule = pack.rules.find(({ id }) => id === ruleId);
  return rule?.when.every((condition) => Object.keys(condition).every((key) => FROM_ARRIVAL.has(key))) ?? false;
}

const FROM_ARRIVAL: ReadonlySet<string> = new Set<keyof Came>(["channel", "reporterKind"]);

function isRuled(kind: CaseKind): boolean {
  return rankOf(kind) >= rankOf("complaint");
}

// Where every ground was set aside, no rule speaks: two people did.
function ruling(pack: Pack, given: Given, setAside: readonly string[]): Omit<Rule, "when" | "isBinding"> | null {
  const grounds = groundsOf(pack, given);
  const fresh = grounds.find((id) => !setAside.includes(id));
  if (grounds.length > 0 && fresh === undefined) return null;
  return pack.rules.find((rule) => (fresh ? rule.id === fresh : holds(rule, given))) ?? pack.otherwise;
}

function holds(rule: Rule, given: Given): boolean {
  return rule.when.some((condition) => meets(condition, given));
}

function meets(condition: LimitCondition, given: Given & Partial<Limited>): boolean {
  return Object.entries(condition).every(([key, allowed]) => {
    const known = given[key as keyof LimitCondition];
    return known !== undefined && (allowed as readonly (string | number)[]).includes(known);
  });
}

function asClassification({ id, kind, because, basis, isConfirmed }: Omit<Rule, "when" | "isBinding">): Classification {
  return { kind, ruleId: id, because, basis, isConfirmed };
}
