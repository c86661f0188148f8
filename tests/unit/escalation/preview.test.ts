import { expect, test } from "vitest";
import { previewMatrix } from "@/lib/escalation/rules/preview";
import { aMatrix, aRow, NOW, someFacts } from "./matrices";

const until = NOW;

test("a preview counts cases by their highest level and lists those that differ", () => {
  const saved = aMatrix(aRow({ severityAtLeast: 3 }, { level: 1 }));
  const draft = aMatrix(
    aRow({ severityAtLeast: 3 }, { level: 2 }),
    aRow({ severityAtLeast: 2 }, { id: "two", level: 1 }),
  );
  const cases = [
    { reference: "A", until, facts: someFacts({ severity: 3 }) },
    { reference: "B", until, facts: someFacts({ severity: 2 }) },
    { reference: "C", until, facts: someFacts({ severity: 1 }) },
    { reference: "D", until, facts: someFacts({ severity: 1, alleged: ["allegesHarm"] }) },
  ];
  expect(previewMatrix(saved, draft, cases)).toEqual({
    cases: 4,
    counts: [
      { level: 1, saved: 1, draft: 1 },
      { level: 2, saved: 0, draft: 1 },
      { level: 3, saved: 1, draft: 1 },
      { level: 4, saved: 0, draft: 0 },
    ],
    differing: 2,
    differences: [
      { reference: "A", saved: 1, draft: 2, because: "Severity is high." },
      { reference: "B", saved: null, draft: 1, because: "Severity is medium." },
    ],
  });
});

test("at most fifty are listed, and all are counted", () => {
  const cases = Array.from({ length: 70 }, (_, index) => ({ reference: String(index), until, facts: someFacts() }));
  const { differing, differences } = previewMatrix(aMatrix(), aMatrix(aRow({ severityAtLeast: 2 })), cases);
  expect([differing, differences.length]).toEqual([70, 50]);
});
