import { describe, expect, test } from "vitest";
import { idSchema, newId } from "@/lib/shared/ids";

describe("an id", () => {
  test("is one that its own schema takes", () => {
    expect(idSchema.parse(newId())).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
  });

  test("sorts after those made before it", () => {
    const ids = Array.from({ length: 1000 }, newId);
    expect(ids.toSorted()).toEqual(ids);
    expect(new Set(ids).size).toBe(1000);
  });

  test.each([
    "",
    "1",
    "0199aaaa-0000-7000-8000-00000000000",
    "0199aaaa00007000800000000000001",
    "' OR ''='",
    "../../etc",
  ])("is not %j, and the person is told what to do", (text) => {
    expect(idSchema.safeParse(text).error?.issues[0]?.message).toMatch(/Go back and open it again/);
  });
});
