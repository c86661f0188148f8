import type { ActionFigures } from "@/lib/improvement/rules/figures";
import type { SeriesPoint } from "@/lib/insight/types";
import type { ReportKind, Spec } from "../schema";
import type { Facts } from "../types";
import { annualSections } from "./annual";
import type { Areas } from "./areas";
import { boardSections } from "./board";
import type { Rates } from "./count-metric";
import type { CountedSection } from "./figure";
import { ko41aSections } from "./ko41a";
import { ownSections } from "./own";
import type { Period, ReportPlace } from "./parts";

export type Sources = {
  kind: ReportKind;
  spec: Spec;
  period: Period;
  sites: ReportPlace[];
  forPublication: boolean;
  facts: Facts;
  rates: Rates;
  trend: (SeriesPoint & { href: string | null })[];
  areas: Areas;
  actions: ActionFigures;
};

/** What a report of a kind holds. */
export function sectionsOf(sources: Sources): CountedSection[] {
  const { facts, areas, sites } = sources;
  switch (sources.kind) {
    case "board":
      return boardSections(sources);
    case "annual":
      return annualSections(sources);
    case "ko41a":
      return ko41aSections(facts, areas, sites);
    case "own":
      return ownSections(sources);
    default:
      return sources.kind satisfies never;
  }
}
