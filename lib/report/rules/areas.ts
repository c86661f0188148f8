import type { ReportList } from "@/lib/platform/generated/enums";
import type { IssueFact } from "../types";

/** What we record, "category" or "category/stage", and the area of a return that it belongs to. */
export type Areas = Record<ReportList, Map<string, string>>;

const LEFT_OUT = "Not in the list of areas";

/** The area of an issue: of its category at that stage of care where there is one, else of its category, else of what is not recorded. */
export function subjectOf({ category, stage }: Pick<IssueFact, "category" | "stage">, areas: Areas): string {
  const { subject } = areas;
  return (
    (category && stage ? subject.get(`${category}/${stage}`) : undefined) ??
    subject.get(category ?? "") ??
    subject.get("") ??
    LEFT_OUT
  );
}

export function professionOf({ staffGroup }: Pick<IssueFact, "staffGroup">, areas: Areas): string {
  return areas.profession.get(staffGroup ?? "") ?? areas.profession.get("") ?? LEFT_OUT;
}
