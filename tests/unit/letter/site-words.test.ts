import { describe, expect, test } from "vitest";
import { checkLetter } from "@/lib/letter/rules/check";
import { shippedWords } from "@/lib/letter/rules/shipped-words";
import {
  mergeWords,
  type OwnWord,
  phraseKey,
  type SiteWords,
  shippedList,
  tidyPhrase,
  WORD_KINDS,
  type WordKind,
  wordsFor,
} from "@/lib/letter/rules/site-words";
import { tryWords } from "@/lib/letter/rules/try-words";
import { phraseProblem, readPhrase } from "@/lib/letter/rules/word-problem";
import { ENGLISH } from "@/lib/letter/rules/words-en";
import { input, letterOf } from "./letter";

const own = (kind: WordKind, phrase: string, given: Partial<OwnWord> = {}): OwnWord => ({
  ...{ kind, phrase, offer: null, why: null, fault: null },
  ...given,
});
const siteWith = (words: OwnWord[], off: SiteWords["off"] = []): SiteWords => ({ own: words, off });

describe("the lists of a site", () => {
  test("are the shipped ones, and the same objects, where it changes nothing", () => {
    expect(wordsFor("en", siteWith([]))).toBe(ENGLISH);
    expect(mergeWords(ENGLISH, siteWith([]))).toBe(ENGLISH);
  });

  test("have its own first, and lack what it switched off or has itself", () => {
    const words = mergeWords(
      ENGLISH,
      siteWith([own("jargon", "Prior To", { offer: "ahead of" })], [{ kind: "jargon", phrase: "biopsy" }]),
    );
    expect(words.jargon[0]).toEqual({ term: "Prior To", plain: "ahead of", kind: "jargon", isOwn: true });
    expect(words.jargon.filter(({ term }) => phraseKey(term) === "prior to")).toHaveLength(1);
    expect(words.jargon.some(({ term }) => term === "biopsy")).toBe(false);
    expect(words.apologies).toEqual(ENGLISH.apologies);
    expect(words.overpromises).toBe(ENGLISH.overpromises);
    expect(ENGLISH.jargon.some(({ term }) => term === "biopsy")).toBe(true);
  });

  test("are the same objects for the same words read twice, so that what was made ready is found again", () => {
    const read = () => siteWith([own("unwanted", "customer", { why: "They are patients." })]);
    expect(wordsFor("en", read())).toBe(wordsFor("en", read()));
    expect(wordsFor("es", read())).not.toBe(wordsFor("en", read()));
  });

  test("stay right where more are in use than are kept", () => {
    for (let at = 0; at < 80; at += 1) {
      const words = wordsFor("en", siteWith([own("unwanted", `word${at}`, { why: "No." })]));
      expect(words.unwanted.map(({ phrase }) => phrase)).toEqual([`word${at}`]);
    }
  });

  test("can be built for a language that Heard brings none for", () => {
    const words = wordsFor("fr", siteWith([own("jargon", "céphalée|céphalées", { offer: "mal de tête" })]));
    expect(tryWords("Vous aviez une céphalée.", words)).toMatchObject([
      { list: "jargon", words: "céphalée", isOwn: true, offer: "mal de tête" },
    ]);
    expect(shippedList("fr", "jargon")).toEqual([]);
  });

  test("show each phrase that comes with Heard once", () => {
    for (const language of ["en", "es"]) {
      for (const kind of WORD_KINDS) {
        const keys = shippedList(language, kind).map(({ phrase }) => phraseKey(phrase));
        expect(new Set(keys).size).toBe(keys.length);
      }
    }
  });

  test("with every shipped word switched off find nothing in a letter full of them", () => {
    const off = WORD_KINDS.flatMap((kind) => shippedList("en", kind).map(({ phrase }) => ({ kind, phrase })));
    const words = mergeWords(ENGLISH, siteWith([], off));
    expect([words.jargon, words.apologies, words.overpromises]).toEqual([[], [], []]);
  });
});

describe("a letter", () => {
  const found = (sentence: string, site: SiteWords, change = {}) => {
    const text = `${letterOf()}\n\n${sentence}`;
    return checkLetter(input({ text, words: wordsFor("en", site), ...change })).map((finding) => ({
      ...finding,
      words: text.slice(finding.from ?? 0, finding.to ?? 0),
    }));
  };

  test("is checked for the jargon of the site, with its plain words", () => {
    const site = siteWith([
      own("jargon", "bed flow", { offer: "finding a bed" }),
      own("jargon", "QZK", { offer: "team" }),
    ]);
    expect(found("The Bed Flow was slow, and the QZK too.", site)).toMatchObject([
      { kind: "jargon", words: "QZK", offer: { text: "team" }, entry: { phrase: "QZK", isOwn: true } },
    ]);
    expect(found("The bed flow was slow.", site)).toMatchObject([
      { words: "bed flow", offer: { text: "finding a bed" } },
    ]);
    expect(found("The qzk was slow.", site)).toEqual([]);
  });

  test("is checked for the apologies of the site before those of Heard, with its own words in their place", () => {
    const owned = "We left you waiting, and we are sorry for it.";
    const site = siteWith([own("apology", "sorry … wait seemed", { offer: owned, fault: "subjective" })]);
    expect(found("We are sorry if the wait seemed long.", site)).toMatchObject([
      { kind: "apology", message: "This makes what they told us a mere view.", offer: { text: owned } },
    ]);
  });

  test("is checked for what the site does not promise or say, and warns or blocks as the pack has it for jargon", () => {
    const site = siteWith([
      own("overpromise", "round the clock", { why: "say when" }),
      own("unwanted", "customer|customers", { why: "They are patients.", offer: "patient" }),
    ]);
    const findings = found("Our customers are cared for round the clock.", site);
    expect(findings).toMatchObject(
      [
        {
          kind: "jargon",
          severity: "warns",
          words: "customers",
          why: "They are patients.",
          offer: { text: "patient" },
        },
        { kind: "promise", words: "round the clock", message: /say when/ },
      ].map((each) => ({ ...each, message: expect.stringMatching(each.message ?? /not said/) })),
    );
    expect(found("Our customers wait.", site, { blocking: ["jargon"] })).toMatchObject([{ severity: "blocks" }]);
  });

  test("is not checked for what the site switched off", () => {
    expect(found("You had it prior to the visit.", siteWith([]))).toHaveLength(1);
    expect(found("You had it prior to the visit.", siteWith([], [{ kind: "jargon", phrase: "prior to" }]))).toEqual([]);
  });
});

describe("a phrase", () => {
  test.each([
    ["  bed   flow ", "bed flow"],
    ["sorry ... wait", "sorry … wait"],
    ["sorry…wait", "sorry … wait"],
    ["call | ring us", "call|ring us"],
  ])("is tidied: %s", (typed, kept) => expect(tidyPhrase(typed)).toBe(kept));

  test.each([
    ["Prior TO", "prior to", true],
    ["ge\u0301stion", "géstion", true],
    ["don’t know", "don't know", true],
    ["qué", "que", false],
    ["OR", "or", false],
  ])("%s and %s are one: %s", (one, other, isOne) => {
    expect(phraseKey(one) === phraseKey(other)).toBe(isOne);
  });

  const site = wordsFor("en", siteWith([own("jargon", "bed flow", { offer: "finding a bed" })]));

  test.each([
    ["jargon", "the", /nearly every letter/],
    ["jargon", "we|ward", /nearly every letter/],
    ["unwanted", "of the", /nearly every letter/],
    ["overpromise", "we … you|us", /nearly every/],
    ["apology", "sorry", /owns what happened/],
    ["apology", "we are sorry for", /owns what happened|nearly every/],
    ["jargon", "…", /must be there/],
    ["jargon", "sorry?", /must be there/],
    ["jargon", "!!", /must be there/],
    ["jargon", "e.g.|i.e.", /one word/],
    ["jargon", "Thank you. We", /within one sentence/],
    ["jargon", "病房", /this script/],
    ["jargon", Array.from({ length: 30 }, (_, at) => `word${at}`).join(" "), /at most 24/],
    ["jargon", "Prior to", /Heard finds this already, by “prior to”/],
    ["jargon", "hypertension", /Heard finds this already/],
    ["jargon", "MRI", /Heard finds this already/],
    ["jargon", "bed flows|flow", /Your site has this already/],
    ["jargon", "bed flows", /^null$/],
    ["jargon", "Bed  Flow", /Your site has this already, as “bed flow”/],
    ["overpromise", "Rest assured", /Heard finds this already/],
    ["unwanted", "prior to", /^null$/],
    ["jargon", "mri", /^null$/],
    ["apology", "sorry … wait seemed", /^null$/],
    ["jargon", "e.g. that", /^null$/],
  ] as const)("of %s, “%s”, is judged: %s", (kind, typed, problem) => {
    expect(String(readPhrase(kind, typed, site).problem)).toMatch(problem);
  });

  test("that comes with Heard could be added by a site that has none of it", () => {
    for (const language of ["en", "es"]) {
      const none = { ...shippedWords(language), jargon: [], apologies: [], overpromises: [] };
      for (const kind of ["jargon", "overpromise"] as const) {
        for (const { phrase } of shippedList(language, kind)) {
          expect([phrase, phraseProblem({ kind, phrase }, none)]).toEqual([phrase, null]);
        }
      }
    }
  });
});

describe("trying a sentence", () => {
  test("names every entry that it meets, and whose it is", () => {
    const site = siteWith([own("unwanted", "customer", { why: "They are patients." })]);
    const tried = tryWords(
      "We are sorry if the customer was upset prior to surgery, and rest assured that we guarantee it.",
      wordsFor("en", site),
    );
    expect(tried.map(({ list, phrase, isOwn }) => [list, isOwn, phrase.slice(0, 14)])).toEqual([
      ["jargon", false, "prior to"],
      ["apology", false, expect.any(String)],
      ["overpromise", false, "rest assured"],
      ["unwanted", true, "customer"],
    ]);
    expect(new Set(tried.map(({ id }) => id)).size).toBe(tried.length);
  });

  test("finds nothing in an empty one", () => expect(tryWords("", ENGLISH)).toEqual([]));
});
