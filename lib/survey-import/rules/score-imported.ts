import type { Counts } from "@/lib/survey/rules/score";
import { type ScoreLine, scoreOf } from "@/lib/survey/rules/scores";
import type { ImportedInstrument, Mapping } from "../schema";
import { scoreTopBox } from "./scales";

type Given = { counts: Record<string, Counts>; scale: Mapping["scale"] };

/** How imported answers come out: as our own of the same kind would, and ratings by their top box. */
export function scoreImported(instrument: ImportedInstrument, { counts, scale }: Given): ScoreLine[] {
  if (instrument !== "ratings") return scoreOf(instrument, counts)?.lines ?? [];
  return Object.entries(counts).flatMap(([label, given]): ScoreLine[] => {
    const estimate = scoreTopBox(scale, given);
    return estimate ? [{ label, value: estimate.value, unit: "share", estimate }] : [];
  });
}
