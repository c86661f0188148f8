import { beforeEach, expect, test, vi } from "vitest";
import { awaitStep, endStep } from "@/components/case/awaited-step";

const goOn = vi.fn();

beforeEach(() => {
  goOn.mockReset();
  awaitStep({ reference: "PR-1", goOn });
});

test("goes on once, when the step is done", () => {
  endStep("PR-1", true);
  endStep("PR-1", true);
  expect(goOn).toHaveBeenCalledTimes(1);
});

test("a step that was refused, not sent or called off goes nowhere, nor does the next one that is done", () => {
  endStep("PR-1", false);
  endStep("PR-1", true);
  expect(goOn).not.toHaveBeenCalled();
});

test("a dialog that closes after its step is done changes nothing", () => {
  endStep("PR-1", true);
  endStep("PR-1", false);
  expect(goOn).toHaveBeenCalledTimes(1);
});

test("the step of another case is not the one waited for", () => {
  endStep("PR-2", true);
  expect(goOn).not.toHaveBeenCalled();
  endStep("PR-1", true);
  expect(goOn).toHaveBeenCalledTimes(1);
});

test("nobody waits any more after leaving the case", () => {
  awaitStep(null);
  endStep("PR-1", true);
  expect(goOn).not.toHaveBeenCalled();
});
