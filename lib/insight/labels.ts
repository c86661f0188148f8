import type { Verdict } from "./rules/control-chart";
import type { SpecialCause } from "./rules/special-cause";
import type { Measure } from "./schema";

/** What a point's colour and shape say; "concern" alone is a kind of case. Source: NHS England, Making Data Count. */
export const VERDICT_LABELS: Record<Verdict, string> = {
  common_cause: "Common cause",
  improvement: "Special-cause improvement",
  concern: "Special-cause concern",
  neutral: "Special-cause change",
};

export const CAUSE_LABELS: Record<SpecialCause, string> = {
  above_limit: "above the upper limit",
  below_limit: "below the lower limit",
  two_of_three_above: "two of three close to the upper limit",
  two_of_three_below: "two of three close to the lower limit",
  seven_above: "seven or more above the mean",
  seven_below: "seven or more below the mean",
  seven_rising: "seven or more rising",
  seven_falling: "seven or more falling",
};

export const MEASURE_LABELS: Record<Measure, string> = {
  encounters: "Encounters",
  patient_days: "Patient days",
  discharges: "Discharges",
  visits: "Visits",
};
