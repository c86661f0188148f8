import { describe, expect, test } from "vitest";
import { compareToAgreed, digestOfList, wordingsOf } from "@/lib/issue/rules/agreement";

const FIRST = { id: "01900000-0000-7000-8000-000000000001", position: 1, summary: "The wait was long" };
const SECOND = { id: "01900000-0000-7000-8000-000000000002", position: 2, summary: "Nobody called" };
const agreed = (issues: (typeof FIRST)[]) => ({
  digest: digestOfList(issues),
  wordings: wordingsOf(issues),
  issueIds: issues.map(({ id }) => id),
});

describe("an agreed list", () => {
  test.each([
    ["as it was", [FIRST, SECOND], true, []],
    [
      "in another order",
      [
        { ...SECOND, position: 1 },
        { ...FIRST, position: 2 },
      ],
      true,
      [],
    ],
    ["with one more", [FIRST, SECOND, { ...FIRST, id: "01900000-0000-7000-8000-000000000003" }], false, ["added"]],
    ["with one less", [SECOND], false, ["taken_off"]],
    ["with another word", [{ ...FIRST, summary: "The wait was short" }, SECOND], false, ["reworded"]],
    [
      "with the words of two exchanged",
      [
        { ...FIRST, summary: SECOND.summary },
        { ...SECOND, summary: FIRST.summary },
      ],
      false,
      ["reworded", "reworded"],
    ],
  ])("%s", (_how, now, isCurrent, changes) => {
    const compared = compareToAgreed(agreed([FIRST, SECOND]), now);
    expect(compared.isCurrent).toBe(isCurrent);
    expect(compared.changes.map(({ what }) => what)).toEqual(changes);
  });

  test("from before its words were kept is judged by its issues", () => {
    const old = { digest: "", wordings: [], issueIds: [FIRST.id] };
    expect(compareToAgreed(old, [{ ...FIRST, summary: "Anything" }])).toEqual({ isCurrent: true, changes: [] });
    expect(compareToAgreed(old, [FIRST, SECOND])).toEqual({ isCurrent: false, changes: [] });
  });
});
