import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dammDigit } from "@/lib/shared/damm";

const isWhole = (digits: string) => dammDigit(digits) === "0";
const digitsOf = (length: number) =>
  fc.integer({ min: 0, max: 10 ** length - 1 }).map((n) => String(n).padStart(length, "0"));

describe("the Damm check digit", () => {
  test.each([
    ["572", "4"],
    ["", "0"],
    ["0", "0"],
    ["43881234567", "9"],
  ])("of %j is %s, as published", (digits, expected) => {
    expect(dammDigit(digits)).toBe(expected);
  });

  test("makes a number whole", () => {
    fc.assert(fc.property(digitsOf(8), (digits) => isWhole(digits + dammDigit(digits))));
  });

  test("catches every wrong digit and every swap of neighbours in all numbers of three digits", () => {
    const missed: string[] = [];
    for (let number = 0; number < 1000; number++) {
      const digits = String(number).padStart(3, "0");
      const whole = digits + dammDigit(digits);
      for (const slip of [...wrongDigitsOf(whole), ...swapsOf(whole)])
        if (isWhole(slip)) missed.push(`${whole} → ${slip}`);
    }
    expect(missed).toEqual([]);
  });

  test("catches every wrong digit and every swap of neighbours in numbers as long as a reference", () => {
    fc.assert(
      fc.property(digitsOf(8), (digits) => {
        const whole = digits + dammDigit(digits);
        expect([...wrongDigitsOf(whole), ...swapsOf(whole)].filter(isWhole)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});

function wrongDigitsOf(digits: string): string[] {
  return [...digits].flatMap((digit, index) =>
    [..."0123456789"]
      .filter((other) => other !== digit)
      .map((other) => digits.slice(0, index) + other + digits.slice(index + 1)),
  );
}

function swapsOf(digits: string): string[] {
  return [...digits].flatMap((digit, index) => {
    const next = digits[index + 1];
    return next === undefined || next === digit
      ? []
      : [digits.slice(0, index) + next + digit + digits.slice(index + 2)];
  });
}
