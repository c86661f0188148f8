import { z } from "zod";
import { CaseKind } from "@/lib/platform/generated/enums";
import type { Fact } from "@/lib/regulation/schema";

export const LEVELS = [1, 2, 3, 4] as const;
export type Level = (typeof LEVELS)[number];

/** Recorded facts that a row may ask for: what is alleged, and rights. */
export const MATRIX_FACTS = [
  "allegesAbuse",
  "allegesNeglect",
  "allegesHarm",
  "allegesNonCompliance",
  "isMedicareRights",
] as const satisfies readonly Fact[];
export type MatrixFact = (typeof MATRIX_FACTS)[number];

/** Somebody may be in danger: a manager hears of it within the minute, at night too. */
export const DANGER_FACTS = ["allegesAbuse", "allegesNeglect", "allegesHarm"] as const satisfies readonly MatrixFact[];

/** The clocks of a case; see the policy pack. */
export const MATRIX_CLOCKS = ["acknowledge", "update", "resolve"] as const;
export const CLOCK_STATES = ["due_soon", "late"] as const;
export type ClockState = (typeof CLOCK_STATES)[number];

/** Roles that can answer, and so be asked. */
export const TARGET_ROLES = ["supervisor", "manager"] as const;
export type TargetRole = (typeof TARGET_ROLES)[number];

const MOST_ROWS = 30;
const MOST_MINUTES = 30 * 24 * 60;

const days = (most: number) =>
  z
    .number("Enter a number of days.")
    .int("Enter whole days.")
    .min(1, "Enter at least 1 day.")
    .max(most, `Enter at most ${most} days.`);

/** All that is named must hold; of a list, one is enough. */
export const conditionSchema = z
  .strictObject({
    kinds: z.array(z.enum(CaseKind)).nonempty("Choose at least one kind."),
    severityAtLeast: z.number().int().min(2).max(3),
    facts: z.array(z.enum(MATRIX_FACTS)).nonempty("Choose at least one."),
    /** As they tell it, on the scale of an issue's harm. */
    harmAtLeast: z.number().int().min(1).max(5),
    ageDaysAtLeast: days(730),
    unheardDaysAtLeast: days(365),
    clock: z.strictObject({ state: z.enum(CLOCK_STATES), clock: z.enum(MATRIX_CLOCKS).nullable() }),
    /** Cases of the same patient within twelve months, this one included. */
    repeatsAtLeast: z
      .number("Enter a number of cases.")
      .int("Enter a whole number.")
      .min(2, "One case is no repeat: enter at least 2.")
      .max(50, "Enter at most 50 cases."),
  })
  .partial();
export type Condition = z.infer<typeof conditionSchema>;

const targetSchema = z.discriminatedUnion("by", [
  z.strictObject({ by: z.literal("role"), role: z.enum(TARGET_ROLES) }),
  z.strictObject({ by: z.literal("person"), personId: z.uuid("Choose a person.") }),
  z.strictObject({ by: z.literal("duty") }),
]);
export type Target = z.infer<typeof targetSchema>;

const rowIdSchema = z.string().regex(/^[a-z0-9-]{1,40}$/);

const ifUnansweredSchema = z.discriminatedUnion("do", [
  z.strictObject({ do: z.literal("go_on"), rowId: rowIdSchema }),
  z.strictObject({ do: z.literal("repeat") }),
  z.strictObject({ do: z.literal("nothing") }),
]);
export type IfUnanswered = z.infer<typeof ifUnansweredSchema>;

/** How soon, and what happens when nobody answers by then. */
const deadline = {
  answerWithinMinutes: z
    .number("Enter how soon they must answer.")
    .int("Enter whole minutes.")
    .min(5, "Give them at least 5 minutes.")
    .max(MOST_MINUTES, "Give them at most 30 days."),
  /** Minutes by the calendar on the wall, or by the hours in which the site works. */
  counts: z.enum(["calendar", "business"]),
  ifUnanswered: ifUnansweredSchema,
};

export const matrixRowSchema = z.strictObject({
  id: rowIdSchema,
  /** Null: reached from other rows alone. */
  when: conditionSchema.nullable(),
  level: z.literal(LEVELS),
  target: targetSchema,
  fallbackPersonId: z.uuid().nullable(),
  ...deadline,
  overridesQuietHours: z.boolean(),
});
export type MatrixRow = z.infer<typeof matrixRowSchema>;

export const matrixSchema = z.strictObject({
  rows: z
    .array(matrixRowSchema)
    .nonempty("A matrix needs at least one row.")
    .max(MOST_ROWS, `At most ${MOST_ROWS} rows.`),
  /** What holds for an escalation that a person makes. */
  byHand: z.strictObject(deadline),
});
export type Matrix = z.infer<typeof matrixSchema>;
export type Deadline = Matrix["byHand"];

export type RowGroup = "standing" | "age" | "silence" | "clock";

/** What makes a row hold: what the case is, or what time does to it. */
export function groupOf({ clock, unheardDaysAtLeast, ageDaysAtLeast }: Condition): RowGroup {
  if (clock) return "clock";
  if (unheardDaysAtLeast) return "silence";
  return ageDaysAtLeast ? "age" : "standing";
}

export type RuledRow = MatrixRow & { when: Condition };

/** The rows that hold by themselves in the order in which they are looked at: those that override quiet hours come first. */
export function rowsInOrder({ rows }: Matrix): RuledRow[] {
  const ruled = rows.filter((row): row is RuledRow => row.when !== null);
  return [...ruled.filter((row) => row.overridesQuietHours), ...ruled.filter((row) => !row.overridesQuietHours)];
}
