import { describe, expect, test } from "vitest";
import { shortName, shortNames } from "@/lib/shared/person";

describe("a name where room is short", () => {
  test.each([
    ["Marcus Ohene", "M. Ohene"],
    ["Wei-Lin Zhao", "W. Zhao"],
    ["Guadalupe de la Cruz", "G. de la Cruz"],
    ["Íñigo Ibáñez", "Í. Ibáñez"],
    ["Madonna", "Madonna"],
    ["王 小明", "王 小明"],
    ["محمد علي", "محمد علي"],
  ])("%s is told as %s", (name, short) => {
    expect(shortName(name)).toBe(short);
  });

  test("stays whole where two would be told alike", () => {
    const names = shortNames(["Marcus Osei", "Miriam Osei", "Marcus Ohene", "Marcus Osei"]);
    expect([...names.values()]).toEqual(["Marcus Osei", "Miriam Osei", "M. Ohene"]);
  });
});
