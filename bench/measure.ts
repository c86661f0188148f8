import { performance } from "node:perf_hooks";

export type Measure = { name: string; few: number; many: number; n: number };

/**
 * How long two ways take, in milliseconds, as medians over `n` runs of each. They alternate, and each goes first as often as the
 * other, so that what else the machine does meets both.
 */
export async function compare(
  name: string,
  { few, many }: { few: () => Promise<unknown>; many: () => Promise<unknown> },
  { n, warmUp = 20 }: { n: number; warmUp?: number },
): Promise<Measure> {
  const took = { few: [] as number[], many: [] as number[] };
  const run = async (side: "few" | "many") => {
    const start = performance.now();
    await (side === "few" ? few() : many());
    return performance.now() - start;
  };
  for (let turn = -warmUp; turn < n; turn++) {
    for (const side of turn % 2 === 0 ? (["few", "many"] as const) : (["many", "few"] as const)) {
      const ms = await run(side);
      if (turn >= 0) took[side].push(ms);
    }
  }
  return { name, few: median(took.few), many: median(took.many), n };
}

export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.ceil((sorted.length - 1) / 2)]];
  if (low === undefined || high === undefined) throw new Error("nothing was measured");
  return (low + high) / 2;
}
