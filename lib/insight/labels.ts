import type { Measure } from "./schema";

export const MEASURE_LABELS: Record<Measure, string> = {
  encounters: "Encounters",
  patient_days: "Patient days",
  discharges: "Discharges",
  visits: "Visits",
};
