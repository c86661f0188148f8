import type { UnitChoice } from "@/lib/access/types";
import type { CaseKind, CycleDecision, HcatCategory } from "@/lib/platform/generated/enums";
import type { Direction, ImprovementState, Measure } from "./schema";

type Named = { id: string; name: string };

/** An action as a list shows it; days "yyyy-mm-dd". */
export type ImprovementRow = {
  id: string;
  title: string;
  state: ImprovementState;
  site: string;
  unit: string | null;
  owner: string;
  dueOn: string;
  /** "3 days late", "Due tomorrow"; of what is not open, null. */
  due: string | null;
  isLate: boolean;
  doneOn: string | null;
  cases: number;
};

export type CycleRow = {
  id: string;
  plan: string;
  begunBy: string;
  begunAt: string;
  /** What came of it; null while it is under way. */
  decided: { did: string; studied: string; decision: CycleDecision; by: string; at: string } | null;
};

export type ImprovementDetail = Omit<ImprovementRow, "owner" | "cases"> & {
  siteId: string;
  unitId: string | null;
  zone: string;
  change: string;
  owner: Named;
  measure: Measure;
  direction: Direction;
  kinds: CaseKind[];
  cause: HcatCategory | null;
  madeBy: string;
  madeAt: string;
  startedOn: string | null;
  doneOn: string | null;
  reason: string | null;
  verified: { by: string; at: string; study: string; outside: { youSaid: string; weDid: string } | null } | null;
  /** What was found of it before it was taken up again, the newest first. */
  verdicts: PastVerdict[];
  /** Those that the viewer sees, the newest first. */
  cases: { reference: string; about: string; letterId: string | null }[];
  cycles: CycleRow[];
  may: { update: boolean; plan: boolean; verify: boolean };
};

/** `doneOn` "yyyy-mm-dd": the day of the change that was judged; `reason`: why it was taken up again. */
export type PastVerdict = {
  isEffective: boolean;
  study: string;
  outside: { youSaid: string; weDid: string } | null;
  doneOn: string;
  by: string;
  at: string;
  reason: string;
  reopenedBy: string;
  reopenedAt: string;
};

/** What people told and what came of it, for a wall; `on` "yyyy-mm-dd". */
export type ToldOutside = {
  id: string;
  youSaid: string;
  weDid: string;
  where: string | null;
  site: string;
  on: string;
};

/** The case that an action is planned from. */
export type Origin = { reference: string; about: string; siteId: string; unitId: string | null };

/** Where an action of a site may be, and who may see to it. */
export type PlanChoices = { units: UnitChoice[]; workers: Named[] };

/** A site at which the viewer plans actions. */
export type PlanningSite = Named & PlanChoices;
