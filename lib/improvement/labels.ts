import { KIND_LABELS, type Tone } from "@/lib/case/labels";
import { METRICS } from "@/lib/insight/rules/metrics";
import type { SaidMeasure } from "@/lib/insight/schema";
import { CATEGORY_LABELS } from "@/lib/issue/labels";
import type { CaseKind, CycleDecision, HcatCategory } from "@/lib/platform/generated/enums";
import { ITEM_LABELS } from "@/lib/survey/labels";
import { RECOVERY_ITEMS } from "@/lib/survey/rules/score";
import type { PlanField } from "./rules/plan-fields";
import type { Direction, ImprovementState, ImprovementTab, Measure } from "./schema";

export const IMPROVEMENT_STATE_LABELS: Record<ImprovementState, string> = {
  planned: "Planned",
  doing: "Being done",
  done: "Done, not verified",
  verified_effective: "Effective",
  verified_not_effective: "Not effective",
  abandoned: "Abandoned",
};

export const IMPROVEMENT_STATE_TONES: Record<ImprovementState, Tone> = {
  planned: "neutral",
  doing: "neutral",
  done: "soon",
  verified_effective: "met",
  verified_not_effective: "late",
  abandoned: "neutral",
};

export const IMPROVEMENT_TAB_LABELS: Record<ImprovementTab, string> = {
  mine: "Mine",
  open: "Open",
  overdue: "Overdue",
  verify: "To verify",
  done: "Done",
  all: "All",
};

const said = Object.fromEntries(
  RECOVERY_ITEMS.map((item) => [`said:${item}`, `In the survey: ${ITEM_LABELS[item]?.toLowerCase() ?? item}`]),
) as Record<SaidMeasure, string>;

export const MEASURE_LABELS: Record<Measure, string> = {
  received: "Cases received",
  issues: "Issues raised",
  acknowledgedInTime: METRICS.acknowledgedInTime.name,
  answeredInTime: METRICS.answeredInTime.name,
  timeToAcknowledge: `${METRICS.timeToAcknowledge.name}, median`,
  timeToAnswer: `${METRICS.timeToAnswer.name}, median`,
  timeToClose: `${METRICS.timeToClose.name}, median`,
  ...said,
};

export const DIRECTION_LABELS: Record<Direction, string> = { decrease: "Goes down", increase: "Goes up" };

export const DECISION_LABELS: Record<CycleDecision, string> = {
  adopt: "Adopt the change",
  adapt: "Adapt it and try again",
  abandon: "Give this change up",
};

export const PLAN_FIELD_LABELS: Record<PlanField, string> = {
  title: "Title",
  change: "What is to change",
  ownerId: "Owner",
  dueOn: "Due",
  unitId: "Unit",
  measure: "Judged by",
  direction: "Which way it should go",
  kinds: "Kinds of case",
  cause: "Cause",
};

type Judged = { measure: Measure; direction: Direction; kinds: CaseKind[]; cause: HcatCategory | null };

/** "Issues raised about Quality, of complaints: goes down". */
export function tellMeasure({ measure, direction, kinds, cause }: Judged): string {
  const of = kinds.length > 0 ? `, of kind ${kinds.map((kind) => KIND_LABELS[kind].toLowerCase()).join(" or ")}` : "";
  const about = cause ? ` about ${CATEGORY_LABELS[cause].toLowerCase()}` : "";
  return `${MEASURE_LABELS[measure]}${about}${of}: ${DIRECTION_LABELS[direction].toLowerCase()}`;
}
