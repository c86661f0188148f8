import type { Estimate } from "@/lib/insight/rules/interval";
import { INSTRUMENT_LABELS, ITEM_LABELS, isReady } from "../labels";
import type { Definition, Instrument } from "../schema";
import { answerOf, isScored, netLine } from "./own-score";
import { type Counts, scoreCsat, scoreFft, scoreNps, scoreRecovery } from "./score";

/** One figure of a survey: what it is, how it is told, and from how many. */
export type ScoreLine = { label: string; value: number; unit: "share" | "points"; estimate: Estimate };
export type SurveyScore = { name: string; lines: ScoreLine[] };

/** How the answers to a survey come out, by the counts of each answer to each item. Null without any. */
export function scoreOf(instrument: Instrument, counts: Record<string, Counts>): SurveyScore | null {
  const name = INSTRUMENT_LABELS[instrument];
  const share = (label: string, estimate: Estimate): ScoreLine => ({
    label,
    value: estimate.value,
    unit: "share",
    estimate,
  });
  switch (instrument) {
    case "service_recovery": {
      const score = scoreRecovery(counts);
      if (!score) return null;
      const items = Object.entries(score.items).map(([item, one]) => share(ITEM_LABELS[item] ?? item, one));
      return { name, lines: items };
    }
    case "csat": {
      const score = scoreCsat(counts.satisfaction ?? {});
      return score && { name, lines: [share("Satisfied: 4 or 5 of 5", score)] };
    }
    case "nps": {
      const score = scoreNps(counts.recommend ?? {});
      if (!score) return null;
      return {
        name,
        lines: [
          netLine("Net promoter score", score),
          share("Promoters: 9 or 10", score.promoters),
          share("Detractors: 0 to 6", score.detractors),
        ],
      };
    }
    case "fft": {
      const score = scoreFft(counts.experience ?? {});
      return score && { name, lines: [share("Positive", score.positive), share("Negative", score.negative)] };
    }
    default:
      return instrument satisfies never;
  }
}

/**
 * One answer in a few words: "14 of 20 on 4 items", "9 of 10", "Very good", or each by itself where they were asked on unlike scales, "1 of 5, 0 of 10". Null
 * where nothing on it was answered.
 */
export function oneScore(definition: Definition, given: Record<string, string>): string | null {
  if (isReady(definition.instrument)) return oneReadyScore(definition, given);
  const each = scoredOf(definition, given).map((item) => {
    const value = given[item.id] ?? "";
    return item.type === "scale" ? `${value} of ${item.to}` : answerOf(definition, item, value);
  });
  return addedScore(definition, given) ?? (each.join(", ") || null);
}

/** The answers added up, "14 of 20 on 4 items". Null where they are not of one scale: a 1 of 5 and a 0 of 10 have no sum. */
export function addedScore(definition: Definition, given: Record<string, string>): string | null {
  if (isReady(definition.instrument)) return oneReadyScore(definition, given);
  const answered = scoredOf(definition, given);
  const [first] = answered;
  if (first?.type !== "scale") return null;
  const isOfOneScale = answered.every(
    (item) => item.type === "scale" && item.from === first.from && item.to === first.to,
  );
  if (!isOfOneScale) return null;
  const sum = answered.reduce((total, { id }) => total + Number(given[id]), 0);
  return `${sum} of ${answered.length * first.to}${answered.length === 1 ? "" : ` on ${answered.length} items`}`;
}

function scoredOf({ items }: Definition, given: Record<string, string>) {
  return items.filter((item) => isScored(item) && given[item.id] !== undefined);
}

function oneReadyScore({ instrument, items, languages }: Definition, given: Record<string, string>): string | null {
  const answered = items.filter(({ id }) => given[id] !== undefined);
  const [first] = answered;
  if (!first) return null;
  if (first.type === "choice") return languages.en?.items[first.id]?.choices?.[given[first.id] ?? ""] ?? null;
  if (instrument !== "service_recovery") return `${given[first.id]} of ${first.to}`;
  const sum = answered.reduce((total, { id }) => total + Number(given[id]), 0);
  return `${sum} of ${answered.length * first.to} on ${answered.length === 1 ? "1 item" : `${answered.length} items`}`;
}
