import { expect, test } from "vitest";
import { shortenDue } from "@/lib/clock/labels";

test.each([
  ["Due tomorrow 17:00", "Tomorrow 17:00"],
  ["Due today", "Today"],
  ["Due Thu 12 Mar", "Thu 12 Mar"],
  ["43 days late", "43 d late"],
  ["1 day late", "1 d late"],
  ["3 h late", "3 h late"],
  ["Paused", "Paused"],
])("under the heading Due, %s is told as %s", (text, short) => {
  expect(shortenDue(text)).toBe(short);
});
