import { describe, expect, test } from "vitest";
import { checkLetter } from "@/lib/letter/rules/check";
import { type ComposeFacts, composeLetter } from "@/lib/letter/rules/compose";
import { elementsOf } from "@/lib/letter/rules/demands";
import { readingGrade } from "@/lib/letter/rules/readability";
import { shippedWords } from "@/lib/letter/rules/shipped-words";
import { STARTERS } from "@/lib/letter/rules/starters";
import { placeholderProblem, placeholdersIn } from "@/lib/letter/rules/template";
import { LETTER_LANGUAGES, LetterKind, type LetterLanguage } from "@/lib/letter/schema";
import { PACKS, packOn } from "@/lib/regulation/rules";

const TOLD: Record<LetterLanguage, { answer: string; step: string; changed: string; summary: string }> = {
  en: {
    summary: "The wait was long",
    answer: "We were short of staff that day. You had to wait for three hours, and nobody told you why. We are sorry.",
    step: "We asked Radiology, and had their answer on 4 May 2026.",
    changed: "A nurse now tells everybody each hour how long the wait is.",
  },
  es: {
    summary: "La espera fue larga",
    answer: "Ese día faltaba personal. Usted esperó tres horas y nadie le dijo por qué. Lo sentimos.",
    step: "Preguntamos a Radiología y recibimos su respuesta el 4 de mayo de 2026.",
    changed: "Una enfermera dice cada hora cuánto hay que esperar.",
  },
};

function factsIn(language: LetterLanguage): ComposeFacts {
  const { summary, answer, step, changed } = TOLD[language];
  return {
    ...{ reference: "PR-26-004217-8", patientName: "Ana Ruiz", addressee: "Ana Ruiz" },
    contactPerson: { name: "Dana Moreau", phone: "555 0100" },
    steps: [step],
    ...{ completedOn: "2026-05-08", receivedOn: "2026-05-01", today: "2026-05-12", dueOn: "2026-05-29" },
    issues: [{ id: "1", position: 1, summary, finding: "upheld", answer }],
    changes: [{ position: 1, summary, whatChanged: changed }],
    outsideBodies: [{ name: "The Ombudsman", howToReach: "phone 555 0199" }],
    site: { name: "Northgate General", address: "1 Main Street", phone: "555 0100" },
  };
}

const all = LETTER_LANGUAGES.flatMap((language) => Object.values(LetterKind).map((kind) => [language, kind] as const));

describe("a template that comes with Heard", () => {
  test.each(all)("in %s for %s asks for nothing that does not exist, and leaves nothing open", (language, kind) => {
    expect(placeholderProblem(STARTERS[language][kind])).toBeNull();
    expect(placeholdersIn(composeLetter(STARTERS[language][kind], factsIn(language), language))).toEqual([]);
  });

  test.each(all)("in %s for %s passes its own checks in plain words", (language, kind) => {
    const pack = packOn(PACKS, "us-hospital", new Date("2026-05-12"));
    const { today, ...facts } = factsIn(language);
    const text = composeLetter(STARTERS[language][kind], { ...facts, today }, language);
    const found = checkLetter({
      ...{ text, letterKind: kind, language, writtenOn: today, facts, words: shippedWords(language) },
      elements: elementsOf(pack, kind, "complaint"),
      forbidden: { privileged: [], otherPatients: [], staffNames: [] },
      blocking: pack.letterBlocks,
    });
    expect(found.filter(({ severity, kind: what }) => severity === "blocks" || what === "apology")).toEqual([]);
    const grade = readingGrade(text, language);
    expect(grade.fleschKincaid ?? grade.other?.grade ?? 0).toBeLessThanOrEqual(8);
  });
});
