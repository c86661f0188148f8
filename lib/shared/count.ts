/** A count that stops at its cap; `isCapped` means "this many or more". */
export type CappedCount = { count: number; isCapped: boolean };

export function capCount(found: number, cap: number): CappedCount {
  return found > cap ? { count: cap, isCapped: true } : { count: found, isCapped: false };
}

export function formatCount({ count, isCapped }: CappedCount): string {
  return `${count.toLocaleString("en")}${isCapped ? "+" : ""}`;
}
