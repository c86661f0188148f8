import { expect, test } from "vitest";
import { changeBlock, tellsChange } from "@/lib/letter/rules/compose";
import { draftedVersion } from "@/lib/letter/rules/told-of";

const begun = (isHeards: boolean) => ({ isBegun: true, isHeards });
const told = (version?: number | null) => ({ isBegun: false, isHeards: true, improvementId: "a", version });

test.each([
  ["nothing", [], null],
  ["one that a person began", [begun(false), told(null)], null],
  ["one from before versions were kept", [begun(true), told()], 1],
  ["one that Heard began", [begun(true), told(1)], 1],
  ["one that it drafted anew", [begun(true), told(1), told(2)], 2],
  ["one in which a person wrote since", [begun(true), told(1), told(null)], 1],
])("the version that was drafted last: %s", (_, events, version) => {
  expect(draftedVersion(events)).toBe(version);
});

test.each([
  ["We ring.", true],
  ["Before.\n\n**What changed:** We ring. And more.", true],
  ["We\nring.", true],
  ["We rang.", false],
  ["", false],
])("whether %j tells that we ring", (text, isTold) => {
  expect(tellsChange(text, "We  ring.")).toBe(isTold);
});

test("what is added of a change tells it", () => {
  const block = changeBlock({ summary: "Nobody\nrang.", whatChanged: " We ring.\n" }, "es");
  expect(block).toBe("## Nobody rang.\n\n**Lo que cambió:** We ring.");
  expect(tellsChange(block, " We ring.\n")).toBe(true);
});
