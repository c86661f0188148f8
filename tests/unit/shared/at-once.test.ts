import { expect, test } from "vitest";
import { mapAtOnce } from "@/lib/shared/at-once";

const pause = () => new Promise((resolve) => setTimeout(resolve, 1));

test("works on a few at a time, and answers in the order that was asked in", async () => {
  let running = 0;
  let most = 0;
  const twice = async (value: number) => {
    running++;
    most = Math.max(most, running);
    await pause();
    if (value % 3 === 0) await pause();
    running--;
    return value * 2;
  };
  expect(await mapAtOnce([1, 2, 3, 4, 5, 6, 7, 8, 9], 4, twice)).toEqual([2, 4, 6, 8, 10, 12, 14, 16, 18]);
  expect(most).toBe(4);
  expect(await mapAtOnce([], 4, twice)).toEqual([]);
  expect(await mapAtOnce([1], 4, twice)).toEqual([2]);
});

test("begins nothing anew once one has failed", async () => {
  const begun: number[] = [];
  const work = async (value: number) => {
    begun.push(value);
    await pause();
    if (value === 1) throw new Error("no");
    await pause();
  };
  await expect(mapAtOnce([1, 2, 3, 4, 5], 2, work)).rejects.toThrow("no");
  await pause();
  await pause();
  expect(begun).toEqual([1, 2]);
});
