import { z } from "zod";
import { CaseKind, Channel, ReporterKind } from "@/lib/case/schema";
import { kindLabel } from "@/lib/regulation/labels";
import { classify, findRule, limitsOf, NOTHING_RECORDED, settleKind } from "@/lib/regulation/rules";
import { FACTS, type Fact, type Given } from "@/lib/regulation/schema";
import { findPack } from "./packs";

const ANSWERS: Record<string, "yes" | "no" | "unknown"> = {
  ...{ yes: "yes", true: "yes", "1": "yes", y: "yes" },
  ...{ no: "no", false: "no", "0": "no", n: "no", unknown: "unknown", "not known": "unknown" },
};

const answer = z
  .preprocess(
    (value) => ANSWERS[String(value).trim().toLowerCase()],
    z.enum(["yes", "no", "unknown"], { error: "This must be yes, no or unknown." }),
  )
  .optional();
const oneOf = <T extends Record<string, string>>(values: T) =>
  z.enum(values, { error: `This must be one of: ${Object.values(values).join(", ")}.` });

const rowSchema = z.strictObject({
  id: z.union([z.string(), z.number()]).optional(),
  pack: z.string({ error: "Name the pack." }),
  version: z.string().optional(),
  /** The day on which the case was opened; it decides the version where none is named. */
  date: z.iso.date({ error: "Write the day like 2026-03-03." }).optional(),
  channel: oneOf(Channel),
  reporterKind: oneOf(ReporterKind).default("patient"),
  kind: oneOf(CaseKind).optional(),
  severity: z
    .preprocess((value) => (typeof value === "string" ? Number(value) : value), z.int().min(1).max(3))
    .default(2),
  ...(Object.fromEntries(FACTS.map((fact) => [fact, answer])) as Record<Fact, typeof answer>),
});

/** Complaint or grievance by a pack, why, and which time limits follow. With a `kind`, what becomes of a person's choice. */
export function answerClassify(row: Record<string, unknown>): Record<string, unknown> {
  const { id, pack: packId, version, date, kind, severity, channel, reporterKind, ...facts } = rowSchema.parse(row);
  const pack = findPack(packId, version, new Date(date ?? "9999-12-31"));
  const known = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
  const given: Given = { ...NOTHING_RECORDED, ...known, channel, reporterKind };
  const settled = kind ? settleKind(pack, given, { kind, setAside: [] }) : classify(pack, given);
  const rule = settled.ruleId === null ? null : findRule(pack, settled.ruleId);
  return {
    ...(id === undefined ? {} : { id }),
    pack: pack.id,
    version: pack.version,
    kind: settled.kind,
    label: kindLabel(pack, settled.kind),
    ruleId: settled.ruleId,
    because: rule?.because ?? "a person chose it, and no rule asks for more.",
    basis: rule?.basis ?? null,
    isConfirmed: rule?.isConfirmed ?? null,
    limits: limitsOf(pack, { ...given, kind: settled.kind, severity }).map((limit) => limit.id),
  };
}
