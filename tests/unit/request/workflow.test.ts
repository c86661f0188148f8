import { describe, expect, test } from "vitest";
import { RequestState } from "@/lib/request/schema";
import { nextState, type RequestDeed } from "@/lib/request/workflow";

const DEEDS: RequestDeed[] = ["answer", "return", "withdraw", "remind"];

describe("a request", () => {
  test.each([
    ["answer", "answered"],
    ["return", "returned"],
    ["withdraw", "withdrawn"],
    ["remind", "open"],
  ] as const)("that waits: %s makes it %s", (deed, state) => {
    expect(nextState("open", deed)).toBe(state);
  });

  const settled = Object.values(RequestState).filter((state) => state !== "open");
  test.each(settled)("that is %s stays so", (state) => {
    expect(DEEDS.filter((deed) => nextState(state, deed) !== null)).toEqual([]);
  });
});
