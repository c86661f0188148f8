import { z } from "zod";
import { pareto } from "@/lib/insight/rules/pareto";
import { LEAST_SHOWN, suppressSmall } from "@/lib/insight/rules/suppress";
import {
  type Counts,
  FFT_ANSWERS,
  INSTRUMENTS,
  RECOVERY_ITEMS,
  scoreCsat,
  scoreFft,
  scoreNps,
  scoreRecovery,
} from "@/lib/survey/rules/score";

const count = z.preprocess(
  (value) => (typeof value === "string" ? Number(value) : value),
  z.number({ error: "This must be a number." }),
);
const id = z.union([z.string(), z.number()]).optional();

const causeSchema = z.object({
  id,
  cause: z.string({ error: "Name the cause." }),
  count: count.default(1),
  weight: count.default(1),
});

/** Causes by their weight. Rows of the same cause are added up: a row may be an issue, or a count. */
export function answerPareto(rows: Record<string, unknown>[]): Record<string, unknown>[] {
  const sums = new Map<string, number>();
  for (const row of rows) {
    const { cause, count: times, weight } = causeSchema.parse(row);
    sums.set(cause, (sums.get(cause) ?? 0) + times * weight);
  }
  return pareto([...sums].map(([cause, sum]) => ({ cause, count: sum })));
}

const groupSchema = z.object({ group: z.string({ error: "Name the group." }), count });

/** Groups with the small ones hidden, and what else would give them away. */
export function answerSuppress(rows: Record<string, unknown>[]): Record<string, unknown>[] {
  const groups = rows.map((row) => groupSchema.parse(row));
  return suppressSmall(groups).map(({ isForOthers, count: shown, group }) => ({
    group,
    count: shown,
    says:
      shown !== null
        ? String(shown)
        : isForOthers
          ? "hidden, so that a smaller group stays hidden"
          : `under ${LEAST_SHOWN}`,
  }));
}

const answersSchema = z.object({
  id,
  instrument: z.enum(INSTRUMENTS, { error: `This must be one of: ${INSTRUMENTS.join(", ")}.` }),
  answers: z.union([z.array(z.union([z.string(), z.number()])), z.record(z.string(), z.unknown())]).optional(),
});

/** The score of a survey: from a list of answers, from how often each was given, or from columns named after the answers. */
export function answerScore(row: Record<string, unknown>): Record<string, unknown> {
  const { id: named, instrument, answers = columnsOf(row) } = answersSchema.parse(row);
  const score = SCORES[instrument](Array.isArray(answers) ? { answers } : answers);
  return { ...(named === undefined ? {} : { id: named }), instrument, score };
}

type Answers = Record<string, unknown>;
const countsSchema = z.record(z.string(), count);
const listSchema = z.array(z.union([z.string(), z.number()]));

const SCORES: Record<(typeof INSTRUMENTS)[number], (answers: Answers) => unknown> = {
  csat: (answers) => scoreCsat(countsIn(answers)),
  fft: (answers) => scoreFft(countsIn(answers)),
  nps: (answers) => scoreNps(countsIn(answers)),
  service_recovery: (answers) =>
    scoreRecovery(
      Object.fromEntries(
        Object.entries(answers).map(([item, given]) => [
          item,
          Array.isArray(given) ? tally(given) : countsSchema.parse(given),
        ]),
      ),
    ),
};

function countsIn(answers: Answers): Counts {
  return Array.isArray(answers.answers) ? tally(answers.answers) : countsSchema.parse(answers);
}

function tally(answers: unknown[]): Counts {
  const counts: Counts = {};
  for (const answer of listSchema.parse(answers)) counts[String(answer)] = (counts[String(answer)] ?? 0) + 1;
  return counts;
}

const ANSWER_COLUMNS = new Set<string>([
  ...FFT_ANSWERS,
  ...RECOVERY_ITEMS,
  ...Array.from({ length: 11 }, (_, n) => String(n)),
]);

function columnsOf(row: Record<string, unknown>): Answers {
  return Object.fromEntries(Object.entries(row).filter(([column]) => ANSWER_COLUMNS.has(column)));
}
