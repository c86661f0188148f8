import { describe, expect, test } from "vitest";
import { checkLetter, type LetterFinding } from "@/lib/letter/rules/check";
import { elementsOf } from "@/lib/letter/rules/demands";
import { PACKS, packOn } from "@/lib/regulation/rules";
import { FACTS, input, letterOf, PASSAGES, US } from "./letter";

const ids = (findings: readonly LetterFinding[]) => findings.map(({ id }) => id);
const without = (name: keyof typeof PASSAGES) => {
  const { [name]: _gone, ...rest } = PASSAGES;
  return letterOf(rest);
};

describe("a resolution letter", () => {
  test("that has everything finds nothing", () => {
    expect(checkLetter(input())).toEqual([]);
  });

  test.each(["contact_person", "steps_taken", "date_completed", "outside_bodies", "reference"] as const)(
    "without its %s is told so, and only that",
    (element) => {
      const findings = checkLetter(input({ text: without(element) }));
      expect(ids(findings)).toEqual([`element-${element}`]);
      const demanded = US.letterElements
        .find(({ letter, kinds }) => letter === "resolution" && kinds.includes("grievance"))
        ?.elements.find(({ id }) => id === element);
      expect(findings[0]).toMatchObject({ severity: demanded?.blocks ? "blocks" : "warns", from: null, to: null });
      expect(findings[0]?.source).toContain(demanded?.basis ?? "?");
    },
  );

  test("without its results is told so, and only that", () => {
    const plain = { ...FACTS, issues: [] };
    const { "issue-a": _a, "issue-b": _b, ...rest } = PASSAGES;
    expect(checkLetter(input({ facts: plain, text: letterOf(rest) }))).toEqual([]);
    const { results: _results, ...bare } = rest;
    expect(ids(checkLetter(input({ facts: plain, text: letterOf(bare) })))).toEqual(["element-results"]);
  });

  test.each(["issue-a", "issue-b"] as const)("without the paragraph of %s is told so, and only that", (issue) => {
    const findings = checkLetter(input({ text: without(issue) }));
    expect(ids(findings)).toEqual([issue]);
    expect(findings[0]).toMatchObject({ kind: "issue", severity: "blocks", offer: { label: "Insert its paragraph" } });
  });

  test("that is empty names everything, and what it offers puts all of it right", () => {
    const findings = checkLetter(input({ text: "" }));
    expect(findings.map(({ kind }) => kind)).toEqual([...Array(6).fill("element"), "issue", "issue"]);
    const text = findings.map(({ offer }) => offer?.text).join("\n\n");
    expect(ids(checkLetter(input({ text })).filter(({ kind }) => kind === "element" || kind === "issue"))).toEqual([]);
  });

  test("that only lists what was raised answers none of it", () => {
    const list = `You told us:\n\n${FACTS.issues.map(({ summary }) => `- ${summary}`).join("\n")}`;
    const { "issue-a": _a, "issue-b": _b, ...rest } = PASSAGES;
    expect(ids(checkLetter(input({ text: `${list}\n\n${letterOf(rest)}` })))).toEqual(["issue-a", "issue-b"]);
  });

  test("names the contact person as one to turn to, not only as who signs", () => {
    const text = `${without("contact_person")}\n\nDana Moreau`;
    expect(ids(checkLetter(input({ text })))).toEqual(["element-contact_person"]);
  });

  test("takes the day in any writing, and no other day", () => {
    const written = (day: string) =>
      ids(checkLetter(input({ text: letterOf({ ...PASSAGES, date_completed: `We completed our work on ${day}.` }) })));
    for (const day of ["12 March 2026", "2026-03-12", "03/12/2026", "12.3.2026", "the 12th of March 2026", "Mar 12"])
      expect(written(day)).toEqual([]);
    for (const day of ["13 March 2026", "12 March 2025", "2026-03-13", "12/04/2026"])
      expect(written(day)).toEqual(["element-date_completed"]);
  });

  test("offers nothing that the case does not know", () => {
    const facts = { ...FACTS, contactPerson: null, completedOn: null, outsideBodies: [], steps: [] };
    for (const { kind, offer, message } of checkLetter(input({ text: "", facts }))) {
      if (kind === "element" && !/reference|results/i.test(message)) expect(offer).toBeUndefined();
      if (offer) expect(offer.text).not.toMatch(/[{}]|null|undefined/);
    }
  });
});

describe("every element of every pack", () => {
  const demandsOf = (pack: (typeof PACKS)[number]) =>
    pack.letterElements.flatMap(({ letter, kinds }) =>
      kinds.map((kind) => ({ letterKind: letter, elements: elementsOf(pack, letter, kind) })),
    );

  test.each(PACKS.map((pack) => [pack.id, pack.version, demandsOf(pack)] as const))(
    "%s %s is missed in an empty letter",
    (_id, _version, demands) => {
      for (const { letterKind, elements } of demands) {
        const findings = checkLetter(input({ text: "", letterKind, elements })).filter(
          ({ kind }) => kind === "element",
        );
        expect(ids(findings)).toEqual(elements.map(({ id }) => `element-${id}`));
      }
    },
  );

  test("that offers words is found once they are inserted, in both languages", async () => {
    const { shippedWords } = await import("@/lib/letter/rules/shipped-words");
    const elements = [
      ...new Map(PACKS.flatMap(demandsOf).flatMap((each) => each.elements.map((one) => [one.id, one]))).values(),
    ];
    for (const language of ["en", "es"]) {
      const words = shippedWords(language);
      for (const element of elements) {
        const asked = input({ text: "", language, words, letterKind: "update", elements: [element] });
        const text = checkLetter(asked)[0]?.offer?.text;
        expect([element.id, words.elements[element.id].insert !== null]).toEqual([element.id, text !== undefined]);
        if (text) expect(ids(checkLetter({ ...asked, text }).filter(({ kind }) => kind === "element"))).toEqual([]);
      }
    }
  });

  test("of England's update knows why and by when", () => {
    const pack = packOn(PACKS, "england", new Date("2026-06-01"));
    const elements = elementsOf(pack, "update", "grievance");
    const check = (text: string) => ids(checkLetter(input({ text, letterKind: "update", elements, blocking: [] })));
    const whole = "We are still looking into this, because a nurse is away. I will write to you by 3 April 2026.";
    expect(check(whole)).toEqual([]);
    expect(check(whole.replace(", because a nurse is away", ""))).toEqual(["element-reason_for_delay"]);
    expect(check(whole.replace(" by 3 April 2026", ""))).toEqual([
      "element-next_answer_by",
      expect.stringMatching(/^promise-/),
    ]);
  });
});

describe("words", () => {
  const found = (sentence: string, kind: LetterFinding["kind"], change = {}) => {
    const text = `${letterOf()}\n\n${sentence}`;
    return checkLetter(input({ text, ...change }))
      .filter((finding) => finding.kind === kind)
      .map((finding) => ({ ...finding, words: text.slice(finding.from ?? 0, finding.to ?? 0) }));
  };

  test.each([
    ["He had **hypertension** and a fever.", "hypertension", "high blood pressure"],
    ["You had a cardiac arrest that day.", "cardiac arrest", "when the heart stops"],
    ["They took your BP twice.", "BP", "blood pressure"],
    ["We did it prior to the visit.", "prior to", "before"],
  ])("of the trade get plain ones: %s", (sentence, words, plain) => {
    expect(found(sentence, "jargon")).toMatchObject([{ words, severity: "warns", offer: { text: plain } }]);
  });

  test.each([
    "You had high blood pressure (hypertension).",
    "You had hypertension (high blood pressure).",
    "You had a scan with magnets (MRI), and the MRI was clear.",
    "The bp is a unit too.",
    "You live in the USA.",
    "You were in the Cardiac Unit.",
  ])("that are explained or names are left alone: %s", (sentence) => {
    expect(found(sentence, "jargon")).toEqual([]);
  });

  test("that are short for something unknown are asked about", () => {
    expect(found("The QZK team saw you, and the QZK lead too.", "jargon")).toMatchObject([
      { words: "QZK", message: "“QZK” (2 times) is short for something. Write it in full, or explain it." },
    ]);
  });

  test("of an apology that is none get owned ones, with why and where from", () => {
    const [finding] = found("We are sorry you feel that way.", "apology");
    expect(finding).toMatchObject({ words: "We are sorry you feel that way.", severity: "warns" });
    expect(finding?.offer?.text).toMatch(/^We are sorry for what happened/);
    expect(finding?.why.length).toBeGreaterThan(20);
    expect(finding?.source).toMatch(/BMC/);
  });

  test.each([
    ["We will call you.", "who does it and by which day"],
    ["I will call you.", "by which day"],
    ["We will call you by 20 March.", "who does it"],
  ])("of a promise need a person and a day: %s", (sentence, lacks) => {
    const [finding, ...more] = found(sentence, "promise");
    expect(more).toEqual([]);
    expect(finding).toMatchObject({ message: `This promises something and does not say ${lacks}.`, words: sentence });
  });

  test.each(["I will call you by 20 March.", "Our ward manager will call you on 20 March.", "We will not charge you."])(
    "of a whole promise, or of none, are left alone: %s",
    (sentence) => expect(found(sentence, "promise")).toEqual([]),
  );

  test.each([
    ["This will never happen again.", "will never happen"],
    ["We guarantee a clean room.", "guarantee"],
    ["You will hear in due course.", "in due course"],
  ])("that promise too much are named: %s", (sentence, words) => {
    expect(found(sentence, "promise").map((each) => each.words)).toContain(words);
  });

  test("for which no others can be put come with what to do instead, and nothing to insert", () => {
    const [slow] = found("You will hear in due course.", "promise");
    expect(slow).toMatchObject({ message: "“in due course” promises more than one can keep: name the day." });
    expect(slow?.offer).toBeUndefined();
    const [held] = found("The papers are held herein.", "jargon");
    expect(held).toMatchObject({ message: "“herein” is not plain: leave it out, or say “here”." });
    expect(held?.offer).toBeUndefined();
    expect(found("Prior to the visit we met.", "jargon")).toMatchObject([{ offer: { text: "Before" } }]);
  });

  test("that refuse to promise are left alone", () => {
    expect(found("We cannot guarantee a clean room.", "promise")).toEqual([]);
  });

  test("that are hard to read are counted, the costliest sentences first to be named", () => {
    const hard =
      "Notwithstanding considerable organisational difficulties, the multidisciplinary investigation established unequivocally that communication arrangements between responsible departments were fundamentally inadequate.";
    const findings = found(`${hard} ${hard}`, "reading");
    expect(findings[0]).toMatchObject({ id: "reading", from: null });
    expect(findings[0]?.message).toMatch(
      /^This letter reads at grade \d+\.\d \(Flesch–Kincaid, Coleman–Liau \d+\.\d\)\. The goal is 8\.$/,
    );
    expect(findings.slice(1).map(({ words }) => words)).toContain(hard);
    expect(new Set(findings.map(({ id }) => id)).size).toBe(findings.length);
  });
});

describe("what must not be there", () => {
  const note = "Counsel advised that the surgeon should not describe the retained sponge before the review.";
  const others = { name: "João Peréz", numbers: ["MRN 00-4471-22"] };
  const forbidden = { privileged: [note], otherPatients: [others], staffNames: ["Lena Brandt"] };
  const found = (sentence: string, change = {}) => {
    const text = `${letterOf()}\n\n${sentence}`;
    return checkLetter(input({ text, forbidden, ...change }))
      .filter(({ kind }) => kind === "forbidden")
      .map(({ from, to, severity }) => [text.slice(from ?? 0, to ?? 0), severity]);
  };

  test.each([
    ["They said that the surgeon should NOT describe, and so on.", "that the surgeon should NOT describe"],
    ["It was about a retained **sponge before the** review.", "retained **sponge before the** review"],
    ["Joao Perez was in the next bed.", "Joao Perez"],
    ["It was Perez, João.", "Perez, João"],
    ["Mr. Peréz’s bed was empty.", "Mr. Peréz’s"],
    ["The number is MRN 004471-22.", "MRN 004471-22"],
    ["The number is mrn 00 4471 22.", "mrn 00 4471 22"],
  ])("is found: %s", (sentence, words) => {
    expect(found(sentence)).toEqual([[words, "blocks"]]);
  });

  test.each([
    "The surgeon should describe what was left behind.",
    "The number is 9004471223.",
    "Dana Moreau and Maria Silva met.",
    "It was at the end of the day.",
    "Lena was there.",
  ])("is not found in what only looks like it: %s", (sentence) => {
    expect(found(sentence)).toEqual([]);
  });

  test("warns where the pack does not block, and lets a namesake's own name stand", () => {
    expect(found("Joao Perez was there.", { blocking: [] })).toEqual([["Joao Perez", "warns"]]);
    const namesake = { ...forbidden, otherPatients: [{ name: "Maria Silva", numbers: [] }] };
    expect(found("Maria Silva, you were right.", { forbidden: namesake })).toEqual([]);
  });

  test("is found in scripts without spaces", () => {
    const chinese = { privileged: ["外科医生在手术中遗留了纱布并且没有告知病人"], otherPatients: [], staffNames: [] };
    expect(found("我们知道外科医生在手术中遗留了纱布。", { forbidden: chinese })).toHaveLength(1);
    expect(found("外科医生很好。", { forbidden: chinese })).toEqual([]);
  });
});
