import { describe, expect, test } from "vitest";
import type { LetterNeed } from "@/lib/letter/rules/demands";
import {
  type AnsweringLetter,
  answeringLetter,
  type GateFacts,
  isHeldBy,
  isInWriting,
  letterGap,
  whyNotOwed,
} from "@/lib/letter/rules/gate";

const SOURCE = { basis: "a law", isConfirmed: true };
const NEED: LetterNeed = {
  ...{ kinds: ["grievance"], before: ["answered", "closed"], ...SOURCE, inWriting: SOURCE },
  notOwed: [{ when: "withdrawn", because: "They took it back.", ...SOURCE }],
};
const ISSUE = { id: "one", position: 1, finding: "partly_upheld", answer: "We are sorry." } as const;
const DAY = new Date("2026-05-12T09:30:00Z");
type Sent = NonNullable<AnsweringLetter["sent"]>;

function sent(changes: Partial<Sent> = {}, id = "sent"): AnsweringLetter {
  const issues = [{ id: "one", finding: "partly" as const, answer: ISSUE.answer }];
  const how = { at: DAY, way: "post" as const, toldVia: null, lacks: [], issues };
  return { id, state: "sent", decidedBy: null, sent: { ...how, ...changes } };
}

const open = (state: string, decidedBy: string | null = null): AnsweringLetter => {
  return { id: state, state, decidedBy, sent: null };
};
const gapOf = (facts: Partial<GateFacts>) =>
  letterGap({ need: NEED, reopenedAt: null, letters: [], issues: [ISSUE], ...facts });

describe("what is next about the letter that a case needs", () => {
  test.each<[string, Partial<GateFacts>, string | null, string | null, string]>([
    ["nothing where none is needed", { need: null }, null, null, ""],
    ["nothing where one went out", { letters: [sent()] }, null, null, ""],
    ["writing it", {}, "write", null, "none has been written"],
    ["finishing the draft", { letters: [open("draft")] }, "finish", "draft", "is a draft"],
    ["mending what was returned", { letters: [open("returned")] }, "finish", "returned", "was returned"],
    [
      "the approval",
      { letters: [open("for_approval", "Sam")] },
      "approve",
      "for_approval",
      "waits for Sam to approve it",
    ],
    ["sending it", { letters: [open("draft"), open("approved")] }, "send", "approved", "has not gone out"],
    ["waiting for the mail", { letters: [open("sending")] }, "send", "sending", "is on its way"],
    [
      "another after a reopening",
      { letters: [sent()], reopenedAt: new Date("2026-05-13") },
      ...(["write", null, "before this case was opened again"] as const),
    ],
    ["none more where it went out after", { letters: [sent()], reopenedAt: new Date("2026-05-11") }, null, null, ""],
    [
      "another in writing, where they were told on the phone",
      { letters: [sent({ way: "told_otherwise", toldVia: "phone" })] },
      ...(["write", null, "owed in writing"] as const),
    ],
    [
      "none more where the law leaves the way open",
      { letters: [sent({ way: "told_otherwise", toldVia: "phone" })], need: { ...NEED, inWriting: null } },
      ...([null, null, ""] as const),
    ],
    [
      "none more where they had it by e-mail",
      { letters: [sent({ way: "told_otherwise", toldVia: "email" })] },
      null,
      null,
      "",
    ],
    [
      "another with what the first lacks",
      { letters: [sent({ lacks: ["the date of completion"] })] },
      ...(["write", null, "lacks what is asked for here: the date of completion"] as const),
    ],
    [
      "another on what came up since",
      { letters: [sent()], issues: [ISSUE, { ...ISSUE, id: "two", position: 2 }] },
      ...(["write", null, "of issue 2"] as const),
    ],
    [
      "another where the finding is another",
      { letters: [sent()], issues: [{ ...ISSUE, finding: "upheld" }] },
      "write",
      null,
      "of issue 1",
    ],
    ["none more where an issue fell away", { letters: [sent()], issues: [] }, null, null, ""],
    ["none more where nobody kept what the case said", { letters: [sent({ issues: null })] }, null, null, ""],
    [
      "none more where an earlier one holds",
      { letters: [open("draft"), sent({ lacks: ["x"] }), sent()] },
      null,
      null,
      "",
    ],
    [
      "the one under way before another",
      { letters: [open("approved"), sent({ lacks: ["x"] })] },
      "send",
      "approved",
      "Send it",
    ],
  ])("is %s", (_what, facts, step, letterId, words) => {
    const gap = gapOf(facts);
    expect([gap?.step ?? null, gap?.letterId ?? null]).toEqual([step, letterId]);
    expect(gap?.sentence ?? "").toContain(words);
  });

  test("is said in whole sentences that end", () => {
    for (const state of ["draft", "returned", "for_approval", "approved", "sending"]) {
      expect(gapOf({ letters: [open(state)] })?.sentence).toMatch(/^[A-Z].*[.]$/);
    }
  });
});

test("the letter that gave the answer is the newest that holds", () => {
  const letters = [sent({ lacks: ["x"] }, "third"), sent({}, "second"), sent({}, "first")];
  expect(answeringLetter({ need: NEED, reopenedAt: null, letters, issues: [ISSUE] })?.id).toBe("second");
});

test.each([
  ["post", null, true],
  ["handed_over", null, true],
  ["told_otherwise", "portal", true],
  ["told_otherwise", "email", true],
  ["told_otherwise", "phone", false],
  ["told_otherwise", "in_person", false],
] as const)("what went out by %s, %s is in writing: %s", (way, toldVia, expected) => {
  expect(isInWriting({ way, toldVia })).toBe(expected);
});

test("what comes after a state that needs the letter needs it too", () => {
  expect(isHeldBy({ before: ["answered"] }, "closed")).toBe(true);
  expect(isHeldBy({ before: ["closed"] }, "answered")).toBe(false);
});

test("only what the pack names excuses from it", () => {
  const of = (outcome: Parameters<typeof whyNotOwed>[1]["outcome"], need: LetterNeed = NEED) =>
    whyNotOwed(need, { outcome, reporterKind: "patient" });
  expect(of("withdrawn")).toBe("They took it back.");
  for (const outcome of ["satisfied", "reasonable_action", "unreachable", "answered", null] as const)
    expect(of(outcome)).toBeNull();
  expect(of("withdrawn", { ...NEED, notOwed: [] })).toBeNull();
});
