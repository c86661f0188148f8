import type { CaseKind, Severity } from "@/lib/case/schema";
import type { Person } from "@/lib/shared/person";
import type { Level, Matrix, MatrixFact, TargetRole } from "./rules/matrix";
import type { Quiet } from "./rules/quiet";
import type { Answerer } from "./rules/target";

/** An escalation that came back, for the person who waits for it. */
export type AnsweredEscalation = {
  id: string;
  reference: string;
  about: string;
  answer: string;
  answeredBy: string;
  answeredAt: string;
  zone: string;
};

/** An escalation that waits for its answer. Instants are ISO strings. */
export type BoardEntry = {
  id: string;
  level: Level;
  reason: string;
  route: string | null;
  /** Null: the matrix. */
  raisedBy: Person | null;
  raisedAt: string;
  to: Person | null;
  toRole: TargetRole | null;
  answerBy: string | null;
  /** Its people are told when the quiet hours end. */
  waitsForMorning: boolean;
  isUrgent: boolean;
  reminders: number;
  case: {
    id: string;
    reference: string;
    about: string;
    kind: CaseKind;
    severity: Severity;
    patient: string | null;
    owner: Person | null;
    site: string;
    zone: string;
  };
  mayAnswer: boolean;
};

/** The oldest of a level, at most 50, and how many there are. */
export type BoardColumn = { level: Level; entries: BoardEntry[]; count: number };

export type DutyRow = { id: string; person: Person; from: string; until: string };

/** What an administrator sets for a site. */
export type MatrixView = {
  siteId: string;
  site: string;
  zone: string;
  matrix: Matrix;
  version: number;
  savedBy: string | null;
  savedAt: string | null;
  quiet: Quiet;
  duties: DutyRow[];
  people: Answerer[];
  /** The facts that the rules of the site ask for; of others none is ever recorded there. */
  asked: MatrixFact[];
};
