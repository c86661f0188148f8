import type { Counts } from "@/lib/survey/rules/score";
import { type ScoreLine, scoreOf } from "@/lib/survey/rules/scores";
import type { ImportedInstrument, Mapping } from "../schema";
import { scoreTopBox } from "./scales";

type Given = { counts: Record<string, Counts>; scale: Mapping["scale"] };

/** How imported answers come out: as our own of the same kind would, and ratings by their top box and its plain mean over what was rated. */
export function scoreImported(instrument: ImportedInstrument, { counts, scale }: Given): ScoreLine[] {
  if (instrument !== "ratings") return scoreOf(instrument, counts)?.lines ?? [];
  const items = Object.entries(counts).flatMap(([label, given]): ScoreLine[] => {
    const estimate = scoreTopBox(scale, given);
    return estimate ? [{ label, value: estimate.value, unit: "share", estimate }] : [];
  });
  if (items.length < 2) return items;
  const mean = items.reduce((sum, { value }) => sum + value, 0) / items.length;
  return [...items, { label: "Mean of these", value: mean, unit: "share", estimate: null }];
}
