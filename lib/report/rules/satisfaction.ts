import { METRICS } from "@/lib/insight/rules/metrics";
import { ITEM_LABELS } from "@/lib/survey/labels";
import { RECOVERY_ITEMS } from "@/lib/survey/rules/score";
import type { AnswerFact, Facts } from "../types";
import { type Counted, type CountedSection, definitionOf, shareOf } from "./figure";
import { HIDING_ANSWERS, hideFewAnswers } from "./publication";
import { isOfPart, type Part } from "./selection";

/** What people said in a survey, told by answers: one of a case. */
export const SATISFACTION_METRICS = [
  "satisfiedOverall",
  "csat",
  "fftPositive",
  "npsPromoters",
  "npsDetractors",
] as const;
export type SatisfactionMetric = (typeof SATISFACTION_METRICS)[number];

/** Whether a figure is told by answers to surveys. */
export function isOfAnswers(metric: string): boolean {
  return SATISFACTION_METRICS.some((said) => said === metric);
}

type Items = AnswerFact["items"];
type Read = { instrument: AnswerFact["instrument"]; isAnswer(items: Items): boolean; isCounted(items: Items): boolean };

const isTop = (value: string | undefined) => value === "4" || value === "5";
const of = (from: number, to: number) => (value: string | undefined) =>
  value !== undefined && Number(value) >= from && Number(value) <= to;

const given = (items: Items) => RECOVERY_ITEMS.flatMap((item) => items[item] ?? []);

const READ: Record<SatisfactionMetric, Read> = {
  satisfiedOverall: {
    instrument: "service_recovery",
    isAnswer: (items) => given(items).length > 0,
    isCounted: (items) => given(items).filter(isTop).length * 2 > given(items).length,
  },
  csat: single("csat", "satisfaction", isTop),
  fftPositive: single("fft", "experience", (value) => value === "very_good" || value === "good"),
  npsPromoters: single("nps", "recommend", of(9, 10)),
  npsDetractors: single("nps", "recommend", of(0, 6)),
};

function single(instrument: Read["instrument"], item: string, isCounted: (value: string | undefined) => boolean): Read {
  return {
    instrument,
    isAnswer: (items) => items[item] !== undefined,
    isCounted: (items) => isCounted(items[item]),
  };
}

const ITEMS: Record<SatisfactionMetric, readonly string[]> = {
  satisfiedOverall: RECOVERY_ITEMS,
  csat: ["satisfaction"],
  fftPositive: ["experience"],
  npsPromoters: ["recommend"],
  npsDetractors: ["recommend"],
};

/** The questions whose answers a figure counts, by the key of its list ("csat.2026-03", "said.listened:of"); null of a figure of cases. */
export function itemsBehind(key: string): readonly string[] | null {
  const [metric = "", item = ""] = key.split(/[.:]/);
  if (metric === "said") return [item];
  const said = SATISFACTION_METRICS.find((one) => one === metric);
  return said ? ITEMS[said] : null;
}

type Asked = { metric: SatisfactionMetric; key: string; label: string; part: Part };

/** The share of answers of one survey, with the cases whose answers they are. */
export function countSatisfaction(facts: Facts, { metric, key, label, part }: Asked): Counted {
  const { ids, ofIds } = read(facts, READ[metric], part);
  const definition = definitionOf(METRICS[metric]);
  return shareOf({ key, label, definition, ids, ofIds, counts: "case", note: noteOf(facts, metric, part) });
}

/** The score, which has no interval of its own, beside the share that has. Source: Reichheld 2003. */
function noteOf(facts: Facts, metric: SatisfactionMetric, part: Part): string | null {
  if (metric !== "npsPromoters") return null;
  const [promoters, detractors] = [read(facts, READ.npsPromoters, part), read(facts, READ.npsDetractors, part)];
  const n = promoters.ofIds.length;
  if (n === 0) return null;
  const score = Math.round((100 * (promoters.ids.length - detractors.ids.length)) / n);
  return `Net promoter score ${score > 0 ? "+" : ""}${score}: this share less that of detractors.`;
}

/** How people say that their complaint was dealt with, `when` where that is not the time of the report; nothing where nobody answered a survey. */
export function satisfactionSection(facts: Facts, part: Part, when = ""): CountedSection[] {
  const whole = SATISFACTION_METRICS.map((metric) =>
    countSatisfaction(facts, { metric, key: metric, label: METRICS[metric].name, part }),
  );
  const items = RECOVERY_ITEMS.map((item) => {
    const { ids, ofIds } = read(facts, single("service_recovery", item, isTop), part);
    const definition = definitionOf(METRICS.handlingSatisfaction);
    return shareOf({ key: `said.${item}`, label: ITEM_LABELS[item] ?? item, definition, ids, ofIds, counts: "case" });
  });
  const [overall, ...others] = whole;
  const figures = [...(overall ? [overall] : []), ...items, ...others]
    .filter(({ figure }) => (figure.denominator ?? 0) > 0)
    .flatMap((one) => hideFewAnswers([one]));
  if (figures.length === 0) return [];
  return [
    {
      ...{ key: "satisfaction", title: "How people say it was dealt with", shape: "figures", figures },
      says: `Of those who answered our surveys${when}, by the day of their answer. ${HIDING_ANSWERS}`,
    },
  ];
}

function read(facts: Facts, { instrument, isAnswer, isCounted }: Read, part: Part) {
  const answers = facts.answers.filter((answer) => {
    return answer.instrument === instrument && isAnswer(answer.items) && isOfPart(facts, answer, part);
  });
  const idsOf = (some: AnswerFact[]) => some.map(({ caseId }) => caseId);
  return { ids: idsOf(answers.filter(({ items }) => isCounted(items))), ofIds: idsOf(answers) };
}
