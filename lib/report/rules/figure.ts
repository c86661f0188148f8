import { ratio } from "@/lib/insight/rules/figures";
import { rate, wilson } from "@/lib/insight/rules/interval";
import type { Metric } from "@/lib/insight/rules/metrics";
import { measureTimes } from "@/lib/insight/rules/times";
import type { Definition, Figure, Section } from "./result";

/** A figure with what it counted, one id for each. */
/** `took`: of a time how long each of the ids took. */
export type Counted = { figure: Figure; ids: string[]; ofIds: string[] | null; took?: number[] };
export type CountedSection = Omit<Section, "figures"> & { figures: Counted[] };

type Named = { key: string; label: string; definition: Definition; note?: string | null; href?: string | null };

const EMPTY = {
  ...{ value: null, numerator: null, denominator: null, lower: null, upper: null, ninetieth: null, per: null },
  ...{ isHidden: false, counts: null, hasOf: false },
} as const;

const named = ({ key, label, definition, note = null, href = null }: Named) => ({ key, label, definition, note, href });

export function definitionOf({ says, numerator, denominator, source }: Metric): Definition {
  return { says, numerator, denominator, source };
}

export function countOf(what: Named & { ids: string[]; counts: "case" | "issue" }): Counted {
  const value = what.ids.length;
  const figure = { ...EMPTY, ...named(what), unit: "count" as const, value, numerator: value, counts: what.counts };
  return { figure, ids: what.ids, ofIds: null };
}

/** A number that has no list of its own here: its cases are those of the queue that `href` leads to. */
export function plainCount(what: Named & { value: number }): Counted {
  const figure = { ...EMPTY, ...named(what), unit: "count" as const, value: what.value, numerator: what.value };
  return { figure, ids: [], ofIds: null };
}

/** A share of what has no list here. */
export function plainShare(what: Named & { numerator: number; denominator: number }): Counted {
  const { numerator, denominator } = what;
  const estimate = wilson(numerator, denominator);
  const bounds = { value: estimate?.value ?? null, lower: estimate?.lower ?? null, upper: estimate?.upper ?? null };
  return {
    figure: { ...EMPTY, ...named(what), unit: "share", numerator, denominator, ...bounds },
    ids: [],
    ofIds: null,
  };
}

export function shareOf(what: Named & { ids: string[]; ofIds: string[]; counts: "case" | "issue" }): Counted {
  const { ids, ofIds } = what;
  const estimate = wilson(ids.length, ofIds.length);
  const parts = { numerator: ids.length, denominator: ofIds.length, counts: what.counts, hasOf: true };
  const bounds = { value: estimate?.value ?? null, lower: estimate?.lower ?? null, upper: estimate?.upper ?? null };
  return { figure: { ...EMPTY, ...named(what), unit: "share", ...parts, ...bounds }, ids, ofIds };
}

export function ratioOf(what: Named & { ids: string[]; ofIds: string[] }): Counted {
  const { ids, ofIds } = what;
  const estimate = ratio(ids.length, ofIds.length);
  const upper = estimate && Number.isFinite(estimate.upper) ? estimate.upper : null;
  const parts = { numerator: ids.length, denominator: ofIds.length, counts: "case" as const, hasOf: true };
  const bounds = { value: estimate?.value ?? null, lower: estimate?.lower ?? null, upper };
  return { figure: { ...EMPTY, ...named(what), unit: "ratio", ...parts, ...bounds }, ids, ofIds };
}

export function rateOf(what: Named & { ids: string[]; volume: number | null; per: number }): Counted {
  const { ids, volume, per } = what;
  const estimate = volume === null ? null : rate(ids.length, volume, per);
  const parts = { numerator: ids.length, denominator: volume, per, counts: "case" as const };
  const bounds = { value: estimate?.value ?? null, lower: estimate?.lower ?? null, upper: estimate?.upper ?? null };
  return { figure: { ...EMPTY, ...named(what), unit: "rate", ...parts, ...bounds }, ids, ofIds: null };
}

/** Median and 90th centile of what was done; the list holds what was. */
export function timesOf(
  what: Named & { lines: { caseId: string; value: number | null }[]; unit: "hours" | "days" },
): Counted {
  const told = what.lines.filter(({ value }) => value !== null);
  const { n, median, ninetieth } = measureTimes(told.map(({ value }) => ({ value: value ?? 0, count: 1 })));
  const parts = { numerator: n, ninetieth: ninetieth?.value ?? null, counts: "case" as const };
  const bounds = { value: median?.value ?? null, lower: median?.lower ?? null, upper: median?.upper ?? null };
  const figure = { ...EMPTY, ...named(what), unit: what.unit, ...parts, ...bounds };
  return { figure, ids: told.map(({ caseId }) => caseId), ofIds: null, took: told.map(({ value }) => value ?? 0) };
}
