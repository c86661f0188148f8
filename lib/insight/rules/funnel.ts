import { poisson } from "./chance";

/** A unit with what came in there and how many patients there were in the same months. */
export type FunnelUnit = { unitId: string; unit: string; cases: number; volume: number };
export type FunnelPlace = "below-outer" | "below" | "within" | "above" | "above-outer";
export type FunnelPoint = FunnelUnit & { rate: number; place: FunnelPlace };
/** Limits at a volume; rates per `per` of it. */
export type FunnelLimits = { volume: number } & Record<"lower" | "upper" | "outerLower" | "outerUpper", number>;
export type Funnel = {
  per: number;
  rate: number;
  cases: number;
  volume: number;
  points: FunnelPoint[];
  limits: FunnelLimits[];
};

const INNER = 0.025;
const OUTER = 0.001;
const STEPS = 60;
const LEAST_UNITS = 3;

/**
 * Rates of units beside their volume, with the limits that chance gives around the rate of all of them: 95 % and 99.8 %. Null where there are
 * too few units, or nothing came in. Limits are not widened for what units differ in besides.
 * Source: Spiegelhalter 2005, Funnel plots for comparing institutional performance; interpolated Poisson quantiles.
 */
export function funnel(units: FunnelUnit[], per = 1_000): Funnel | null {
  const counted = units.filter(({ volume }) => volume > 0);
  const [cases, volume] = [sumOf(counted, "cases"), sumOf(counted, "volume")];
  if (counted.length < LEAST_UNITS || cases === 0) return null;
  const share = cases / volume;
  const points = counted.map((unit) => ({
    ...unit,
    rate: (per * unit.cases) / unit.volume,
    place: placeOf(unit, limitsAt(unit.volume, share, 1)),
  }));
  const most = Math.max(...counted.map((unit) => unit.volume));
  const at = Array.from({ length: STEPS }, (_, step) => (most * (step + 1)) / STEPS);
  return { per, rate: per * share, cases, volume, points, limits: at.map((each) => limitsAt(each, share, per)) };
}

function sumOf(units: FunnelUnit[], part: "cases" | "volume"): number {
  return units.reduce((sum, unit) => sum + unit[part], 0);
}

function placeOf({ cases, volume }: FunnelUnit, limits: FunnelLimits): FunnelPlace {
  const rate = cases / volume;
  if (rate < limits.outerLower) return "below-outer";
  if (rate < limits.lower) return "below";
  if (rate > limits.outerUpper) return "above-outer";
  return rate > limits.upper ? "above" : "within";
}

function limitsAt(volume: number, share: number, per: number): FunnelLimits {
  const mean = share * volume;
  const at = (chance: number) => (per * poissonQuantile(mean, chance)) / volume;
  return { volume, lower: at(INNER), upper: at(1 - INNER), outerLower: at(OUTER), outerUpper: at(1 - OUTER) };
}

/** Of a Poisson count the value below which it lies with a chance, between whole numbers in proportion; 0 at the least. */
export function poissonQuantile(mean: number, chance: number): number {
  let below = 0;
  const first = Math.max(0, Math.floor(mean - 10 * Math.sqrt(mean) - 10));
  const last = mean + 20 * Math.sqrt(mean) + 50;
  for (let k = first, at = poisson(first, mean); ; k++, at *= mean / k) {
    const upTo = below + at;
    if (upTo >= chance || k > last) return Math.max(0, k - (upTo - chance) / at);
    below = upTo;
  }
}
