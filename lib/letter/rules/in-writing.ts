import type { CaseKind, LetterKind } from "@/lib/platform/generated/enums";
import { packOf } from "@/lib/regulation/rules";
import { letterNeededFor } from "./demands";

type OnCase = { kind: CaseKind; packId: string; packVersion: string };

/** Where it is written that a letter must reach them in writing, by the pack of its case; null where any way does. */
export function writtenBasisOf(letter: LetterKind, { kind, ...pack }: OnCase): string | null {
  const demands = packOf(pack);
  const need = letterNeededFor(demands, kind, "closed") ?? letterNeededFor(demands, kind, "answered");
  if (letter !== "resolution" || !need?.inWriting) return null;
  const { basis, isConfirmed } = need.inWriting;
  return isConfirmed ? basis : `${basis}, not confirmed at its source`;
}
