import { expect, test } from "vitest";
import { checkLetter } from "@/lib/letter/rules/check";
import { shippedWords } from "@/lib/letter/rules/shipped-words";
import { FACTS, input } from "./letter";

const WHOLE = `Dear Mrs Silva,

Thank you for meeting with me on 5 March. You told me about your father's stay on 4 West in February, and how hard it was for you and your family. I am sorry for what happened to him.

I looked into each of your concerns. I spoke with the nurse in charge and with Dr Adams, and I read your father's record and the log of the call bells.

## 1. Nobody answered the call bell for forty minutes

You were right. The bell rang for 41 minutes on the night of 3 March. Two nurses were with a patient whose heart had stopped, and nobody asked another ward for help. We should have done that. We left your father alone, in pain and afraid, and I apologise.

Since then we have changed how the wards help each other at night. When a bell rings for more than five minutes, the ward next door now sends a nurse.

## 2. The discharge papers named the wrong tablets

Your father's papers named a dose that the doctor had stopped two days before. The pharmacist did not see the change, because it was written on paper and not in the computer. The pharmacist has corrected the list, and your family doctor has the new one. If you have any doubt about the tablets, please ask before he takes them.

You asked whether this could happen to others. It could. That is why all changes are now written in the computer. I will write to you by 30 April to tell you whether this works.

We completed this review on 12 March 2026.

If you have questions, you can call me, Dana Moreau, at 555-0142. If you are not content with this answer, you have the right to turn to the State Department of Health, 1 Main Street, Springfield, 555-0199. Turning to them will not change the care that your father gets from us.

Your case has the reference PR-26-004217-8. Usually our office is open from nine to five. You may also come in person. You were very brave to tell us about this. It is not easy to complain, and what you told us helps other patients.

Yours sincerely,
Dana Moreau
Patient Relations`;

test("a good letter in one's own words finds nothing", () => {
  expect(checkLetter(input({ text: WHOLE }))).toEqual([]);
});

test.each([
  ["Lamentamos que usted se sienta así.", true],
  ["Le pedimos disculpas si le causamos alguna molestia.", true],
  ["Usted debió avisar a la enfermera.", true],
  ["Se cometieron errores.", true],
  ["Le dejamos solo durante cuarenta minutos, y le pedimos perdón.", false],
  ["Si tiene preguntas, puede llamarme.", false],
  ["Usted nos dijo que nadie le explicó la operación.", false],
])("%s is an apology that is none: %s", (text, isNone) => {
  const findings = checkLetter(input({ text, language: "es", words: shippedWords("es"), elements: [] }));
  expect(findings.some(({ kind }) => kind === "apology")).toBe(isNone);
});

test("a language without a list of words is checked for names, days and references, and nothing else of it blocks", () => {
  const words = shippedWords("fi");
  const empty = checkLetter(input({ text: "", language: "fi", words }));
  expect(empty.filter(({ severity }) => severity === "blocks").map(({ id }) => id)).toEqual([
    ...["element-contact_person", "element-date_completed", "issue-a", "issue-b"],
  ]);
  expect(empty.find(({ id }) => id === "element-steps_taken")?.message).toMatch(
    /See for yourself that it is there[.]$/,
  );
  const text = "Dana Moreau, 555-0142. 12.3.2026. PR-26-004217-8. State Department of Health 555-0199";
  const left = checkLetter(input({ text, language: "fi", words, facts: { ...FACTS, issues: [] } }));
  expect(left.map(({ id }) => id)).toEqual(["element-steps_taken", "element-results"]);
});

test("a letter in another language than the case answers an issue under its number", () => {
  const words = shippedWords("es");
  const asked = input({ language: "es", words, elements: [] });
  const sections = [
    "## 1. El timbre\n\nSu timbre sonó durante 41 minutos.",
    "## 2. Las pastillas\n\nHabía una dosis vieja.",
  ];
  const missed = (text: string) =>
    checkLetter({ ...asked, text }).flatMap(({ kind, id }) => (kind === "issue" ? [id] : []));
  expect(missed(sections.join("\n\n"))).toEqual([]);
  expect(missed(sections[0] ?? "")).toEqual(["issue-b"]);
  expect(missed("## 1. El timbre\n\n## 2. Las pastillas\n\nHabía una dosis vieja.")).toEqual(["issue-a"]);
});
