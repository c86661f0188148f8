import { CONTACT_CHANNEL_LABELS, languageName } from "@/lib/patient/labels";
import { codeInWords } from "@/lib/patient/rules/self-described";
import { formatDay } from "@/lib/shared/dates";
import type { MovingTable } from "./rules";
import type { PatientField, PatientRecord } from "./schema";

/** What moves with a record, one and many. */
const MOVING_LABELS: Record<MovingTable, { one: string; many: string }> = {
  Case: { one: "case", many: "cases" },
  Representative: { one: "representative", many: "representatives" },
  PatientAlert: { one: "alert", many: "alerts" },
  Patient: { one: "record merged earlier", many: "records merged earlier" },
};

/** "2 cases and 1 representative", or null when nothing moves. */
export function describeMoving(counts: Partial<Record<MovingTable, number>>): string | null {
  const parts = Object.entries(MOVING_LABELS).flatMap(([table, { one, many }]) => {
    const count = counts[table as MovingTable] ?? 0;
    return count > 0 ? [`${count} ${count === 1 ? one : many}`] : [];
  });
  return parts.length > 0 ? new Intl.ListFormat("en", { type: "conjunction" }).format(parts) : null;
}

/** A value as a person reads it; "not known" where there is none. */
export function valueInWords(field: PatientField, record: PatientRecord): string {
  const { bornOn, diedOn, language, preferredChannel } = record;
  switch (field) {
    case "bornOn":
      return bornOn ? formatDay(new Date(bornOn)) : NOTHING;
    case "diedOn":
      return diedOn ? formatDay(new Date(diedOn)) : NOTHING;
    case "language":
      return language ? languageName(language) : NOTHING;
    case "preferredChannel":
      return preferredChannel ? CONTACT_CHANNEL_LABELS[preferredChannel] : NOTHING;
    case "sex":
    case "ethnicity": {
      const code = record[field];
      return code ? codeInWords(field, code) : "not asked";
    }
    case "isDeceased":
    case "needsInterpreter":
      return record[field] ? "Yes" : "No";
    default:
      return record[field] ?? NOTHING;
  }
}

const NOTHING = "not known";
