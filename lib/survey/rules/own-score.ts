import { type Estimate, wilson } from "@/lib/insight/rules/interval";
import type { Definition, Scoring, SurveyItem } from "../schema";
import { valuesOf } from "./answer";
import { type Counts, type NpsScore, scoreNps } from "./score";
import type { ScoreLine, SurveyScore } from "./scores";

type Own = Pick<Definition, "items" | "languages" | "scoring" | "name">;

/**
 * How the answers to a survey of one's own come out, by the counts of each answer to each question: of each that is scored the share of
 * its best answers, or its net score; of the others how often each answer was given. Null without any answer.
 */
export function scoreOwn(definition: Own, counts: Record<string, Counts>): SurveyScore | null {
  const scoring = definition.scoring ?? "top_two";
  const scored = definition.items.flatMap((item) => {
    const line = isScored(item) ? scoredLine(scoring, { item, name: questionOf(definition, item) }, counts) : null;
    return line ? [line] : [];
  });
  const others = definition.items
    .filter((item) => !isScored(item) || scoring === "counts")
    .flatMap((item) => countedLines(definition, item, counts[item.id] ?? {}));
  if (scored.length + others.length === 0) return null;
  return { name: definition.name ?? "", lines: [...scored, ...others] };
}

/** Whether a question counts for the score: every one that does not say otherwise. */
export function isScored({ isScored: said }: SurveyItem): boolean {
  return said !== false;
}

/** The answers to a question that count as good. A question of few answers in words has one best. */
function bestOf(item: SurveyItem, scoring: Scoring): string[] {
  const values = valuesOf(item);
  if (item.type === "scale") return values.slice(scoring === "top_one" ? -1 : -2);
  return values.slice(0, scoring === "top_one" || values.length < 4 ? 1 : 2);
}

type Asked = { item: SurveyItem; name: string };

function scoredLine(scoring: Scoring, { item, name }: Asked, counts: Record<string, Counts>): ScoreLine | null {
  const given = counts[item.id] ?? {};
  if (scoring === "counts") return null;
  if (scoring === "net") {
    const net = item.type === "scale" && item.from === 0 && item.to === 10 ? scoreNps(given) : null;
    return net && netLine(`${name} (net score)`, net);
  }
  const good = bestOf(item, scoring).reduce((sum, value) => sum + (given[value] ?? 0), 0);
  const estimate = shareOf(good, item, given);
  return estimate && { label: name, value: estimate.value, unit: "share", estimate };
}

export function netLine(label: string, { score, lower, upper, promoters: { n } }: NpsScore): ScoreLine {
  return { label, value: score, unit: "points", estimate: { value: score, lower, upper, n } };
}

function countedLines(definition: Own, item: SurveyItem, given: Counts): ScoreLine[] {
  return valuesOf(item).flatMap((value) => {
    const estimate = shareOf(given[value] ?? 0, item, given);
    const answer = item.type === "choice" ? answerOf(definition, item, value) : value;
    const label = `${questionOf(definition, item)} ${answer}`;
    return estimate ? [{ label, value: estimate.value, unit: "share" as const, estimate }] : [];
  });
}

function shareOf(count: number, item: SurveyItem, given: Counts): Estimate | null {
  return wilson(
    count,
    valuesOf(item).reduce((sum, value) => sum + (given[value] ?? 0), 0),
  );
}

type Spoken = Pick<Definition, "languages">;

/** The words of a question for whoever reads the figures. */
function questionOf({ languages }: Spoken, { id }: SurveyItem): string {
  return (languages.en ?? Object.values(languages)[0])?.items[id]?.question ?? id;
}

/** The words of an answer for whoever reads the figures. */
export function answerOf({ languages }: Spoken, { id }: SurveyItem, value: string): string {
  return (languages.en ?? Object.values(languages)[0])?.items[id]?.choices?.[value] ?? value;
}

/** The lowest answers to a question: of so many in words the last two, else the last; on a scale its lower two fifths. */
export function isLowest(item: SurveyItem, value: string): boolean {
  const values = valuesOf(item);
  if (item.type === "choice") return values.slice(values.length < 4 ? -1 : -2).includes(value);
  return Number(value) <= (item.to === 10 ? 4 : 2);
}
