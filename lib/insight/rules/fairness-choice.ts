import { z } from "zod";
import type { CaseKind } from "@/lib/platform/generated/enums";
import { FairnessSplit } from "@/lib/platform/generated/enums";
import { DISSATISFIED } from "../types";

export { FairnessSplit };

export const SPLIT_LABELS: Record<FairnessSplit, string> = {
  language: "Language",
  age: "Age",
  sex: "Sex",
  ethnicity: "Ethnicity",
  unit: "Unit",
};

/** Kinds as they are told apart here: no kind is in two of them, so that none can be taken from another. */
export const FAMILIES = {
  unhappy: { label: "Concerns, complaints and grievances", kinds: DISSATISFIED },
  praise: { label: "Compliments", kinds: ["compliment"] },
  asked: { label: "Inquiries and suggestions", kinds: ["inquiry", "suggestion"] },
} as const satisfies Record<string, { label: string; kinds: readonly CaseKind[] }>;
export type Family = keyof typeof FAMILIES;

/** A half of a calendar year, both days included; `id` is "2026-1". */
export type Half = { id: string; from: string; to: string; label: string };

const MOST_HALVES = 8;

/** The halves that are over, the latest first. No two have a day in common, so that none can be taken from another. */
export function halvesBefore(today: string): Half[] {
  const [year = 0, month = 1] = today.split("-").map(Number);
  const running = 2 * year + (month > 6 ? 1 : 0);
  return Array.from({ length: MOST_HALVES }, (_, back) => halfOf(running - 1 - back));
}

/** A half by its id, "2026-1". */
export function halfById(id: string): Half {
  const [year = 0, which = 1] = id.split("-").map(Number);
  return halfOf(2 * year + which - 1);
}

/** Whether all of it lies before a day. */
export function isHalfOver(id: string, today: string): boolean {
  return halfById(id).to < today;
}

function halfOf(index: number): Half {
  const year = Math.floor(index / 2);
  return index % 2 === 0
    ? { id: `${year}-1`, from: `${year}-01-01`, to: `${year}-06-30`, label: `January to June ${year}` }
    : { id: `${year}-2`, from: `${year}-07-01`, to: `${year}-12-31`, label: `July to December ${year}` };
}

/** What the address asks for. Every bad value falls back. */
export const fairnessSchema = z.object({
  split: z.enum(FairnessSplit).catch("language").default("language"),
  half: z.string().max(10).optional().catch(undefined),
  site: z.uuid().optional().catch(undefined),
  kind: z.enum(["unhappy", "praise", "asked"]).catch("unhappy").default("unhappy"),
});
export type FairnessAsked = z.infer<typeof fairnessSchema>;

/** As the page reads it: a half that is over, and a site that is on offer. */
export type FairnessChosen = { split: FairnessSplit; half: Half; site: string | undefined; kind: Family };

export function fairnessChosen(
  asked: FairnessAsked,
  { halves, siteIds }: { halves: Half[]; siteIds: string[] },
): FairnessChosen {
  const [latest = halfOf(0)] = halves;
  const only = siteIds.length === 1 ? siteIds[0] : undefined;
  return {
    ...{ split: asked.split, kind: asked.kind },
    half: halves.find(({ id }) => id === asked.half) ?? latest,
    site: siteIds.find((id) => id === asked.site) ?? only,
  };
}
