import type { CaseKind, Finding, HcatCategory } from "@/lib/platform/generated/enums";
import type { Intake } from "./intake";
import type { Staff } from "./people";
import type { Random } from "./random";
import { DAY, plus, weekdayIn } from "./times";
import { ESCALATION_ANSWERS, ESCALATION_REASONS, OUTCOMES } from "./words/decisions";
import { fillSlots } from "./words/fill";
import { ISSUE_ANSWERS, LESSONS, WAIT_REASONS } from "./words/lessons";
import { NOTES, type Stage } from "./words/notes";
import type { Place } from "./words/text";

/** Something staff write, for cases it fits; what is left out fits all. */
export type StaffText = {
  body: string;
  kinds?: readonly CaseKind[];
  categories?: readonly HcatCategory[];
  places?: readonly Place[];
  /** Whether whoever raised it was content in the end. */
  ending?: Ending;
};

type Ending = "content" | "discontent";

/** Writes what staff write about a case. */
export type NoteWriter = {
  write(intake: Intake, stage: Stage): string;
  reason(intake: Intake): string;
  answer(intake: Intake): string;
  outcome(intake: Intake): string;
  issueAnswer(intake: Intake, finding: Finding | null): string;
  lesson(intake: Intake): { hasChanged: boolean; text: string };
  waitReason(intake: Intake): { for: (typeof WAIT_REASONS)[number]["for"]; text: string };
  /** Whether whoever raised it was content in the end. */
  isContent(intake: Intake): boolean;
};

const WEEKDAY_NAMES = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

export function openNoteWriter(random: Random, staff: Staff): NoteWriter {
  const uses = new Map<StaffText, number>();
  const endings = new WeakMap<Intake, Ending>();

  const endingOf = (intake: Intake): Ending => {
    const ending = endings.get(intake) ?? (random.chance(0.76) ? "content" : "discontent");
    endings.set(intake, ending);
    return ending;
  };

  const choose = <T extends StaffText>(intake: Intake, list: readonly T[]): T & { text: string } => {
    const ending = endingOf(intake);
    const fitting = list.filter((text) => fits(text, intake) && (text.ending ?? ending) === ending);
    const text = random.weighted(fitting, (each) => specificity(each) / (1 + (uses.get(each) ?? 0)) ** 2);
    uses.set(text, (uses.get(text) ?? 0) + 1);
    return { ...text, text: fillSlots(text.body, meaningsOf(random, staff, intake), random) };
  };
  const compose = (intake: Intake, list: readonly StaffText[]) => choose(intake, list).text;

  return {
    write: (intake, stage) =>
      compose(
        intake,
        NOTES.filter((note) => note.stage === stage),
      ),
    reason: (intake) => compose(intake, ESCALATION_REASONS),
    answer: (intake) => compose(intake, ESCALATION_ANSWERS),
    outcome: (intake) => compose(intake, OUTCOMES),
    issueAnswer: (intake, finding) =>
      compose(
        intake,
        ISSUE_ANSWERS.filter(({ findings }) => finding === null || findings?.includes(finding)),
      ),
    lesson: (intake) => choose(intake, LESSONS),
    waitReason: (intake) => choose(intake, WAIT_REASONS),
    isContent: (intake) => endingOf(intake) === "content",
  };
}

/** Whether a text fits a case by its kind, its category and where it happened. */
export function fits(
  { kinds, categories, places }: Omit<StaffText, "body" | "ending">,
  { kind, text, unit }: Intake,
): boolean {
  if (kinds && !kinds.includes(kind)) return false;
  if (categories && (text.category === null || !categories.includes(text.category))) return false;
  return places === undefined || places.some((place) => (unit ? unit.places.includes(place) : place === "none"));
}

// What was written for just such a case is preferred to what fits anywhere.
function specificity({ kinds, categories, places }: StaffText): number {
  return 1 + (places ? 6 : 0) + (categories ? 3 : 0) + (kinds ? 1 : 0);
}

/** What the slots of a text about this case stand for. */
export function meaningsOf(
  random: Random,
  staff: Staff,
  { unit, site, receivedAt, reporter }: Intake,
): Map<string, string> {
  const responder = staff.workers.find(
    (worker) => worker.unit !== null && worker.unit === unit?.name && worker.sites.includes(site.plan.key),
  );
  const soon = plus(receivedAt, random.int(2, 9) * DAY);
  return new Map([
    ["unit", unit?.name ?? "the department"],
    ["lead", responder?.row.name ?? "the unit lead"],
    ["who", reporter],
    ["site", site.row.name],
    ["weekday", WEEKDAY_NAMES[weekdayIn(soon, site.plan.timeZone)] ?? ""],
  ]);
}
