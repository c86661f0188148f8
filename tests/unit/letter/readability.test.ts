import { describe, expect, test } from "vitest";
import { countText, readingGrade } from "@/lib/letter/rules/readability";

/** Texts in the public domain, parted into syllables by hand with "·"; a sentence to a line, so that every count can be checked by eye. */
const GETTYSBURG = `Four score and sev·en years a·go our fa·thers brought forth on this con·ti·nent, a new na·tion, con·ceived in Lib·er·ty, and ded·i·cat·ed to the prop·o·si·tion that all men are cre·at·ed e·qual.
Now we are en·gaged in a great civ·il war, test·ing wheth·er that na·tion, or an·y na·tion so con·ceived and so ded·i·cat·ed, can long en·dure.
We are met on a great bat·tle-field of that war.
We have come to ded·i·cate a por·tion of that field, as a fi·nal rest·ing place for those who here gave their lives that that na·tion might live.
It is al·to·geth·er fit·ting and prop·er that we should do this.
But, in a larg·er sense, we can not ded·i·cate, we can not con·se·crate, we can not hal·low this ground.
The brave men, liv·ing and dead, who strug·gled here, have con·se·crat·ed it, far a·bove our poor pow·er to add or de·tract.
The world will lit·tle note, nor long re·mem·ber what we say here, but it can nev·er for·get what they did here.
It is for us the liv·ing, rath·er, to be ded·i·cat·ed here to the un·fin·ished work which they who fought here have thus far so no·bly ad·vanced.
It is rath·er for us to be here ded·i·cat·ed to the great task re·main·ing be·fore us, that from these hon·ored dead we take in·creased de·vo·tion to that cause for which they gave the last full meas·ure of de·vo·tion, that we here high·ly re·solve that these dead shall not have died in vain, that this na·tion, un·der God, shall have a new birth of free·dom, and that gov·ern·ment of the peo·ple, by the peo·ple, for the peo·ple, shall not per·ish from the earth.`;

const PREAMBLE =
  "We the Peo·ple of the U·nit·ed States, in Or·der to form a more per·fect Un·ion, es·tab·lish Jus·tice, in·sure do·mes·tic Tran·quil·i·ty, pro·vide for the com·mon de·fence, pro·mote the gen·er·al Wel·fare, and se·cure the Bless·ings of Lib·er·ty to our·selves and our Pos·ter·i·ty, do or·dain and es·tab·lish this Con·sti·tu·tion for the U·nit·ed States of A·mer·i·ca.";

const ALICE = `Al·ice was be·gin·ning to get ver·y tired of sit·ting by her sis·ter on the bank, and of hav·ing noth·ing to do.
Once or twice she had peeped in·to the book her sis·ter was read·ing, but it had no pic·tures or con·ver·sa·tions in it.
So she was con·sid·er·ing in her own mind, as well as she could, for the hot day made her feel ver·y sleep·y and stu·pid, wheth·er the pleas·ure of mak·ing a dai·sy-chain would be worth the trou·ble of get·ting up and pick·ing the dai·sies.`;

const GERMAN = `Die Wür·de des Men·schen ist un·an·tast·bar.
Sie zu ach·ten und zu schüt·zen ist Ver·pflich·tung al·ler staat·li·chen Ge·walt.
Je·der hat das Recht auf die frei·e Ent·fal·tung sei·ner Per·sön·lich·keit.`;
const SPANISH = `En un lu·gar de la Man·cha, de cu·yo nom·bre no quie·ro a·cor·dar·me, no ha mu·cho tiem·po que vi·ví·a un hi·dal·go de los de lan·za en as·ti·lle·ro, a·dar·ga an·ti·gua, ro·cín fla·co y gal·go co·rre·dor.`;
// A final e is silent.
const FRENCH = `Les hommes nais·sent et de·meu·rent libres et é·gaux en droits.`;
const DUTCH = `Al·len die zich in Ne·der·land be·vin·den, wor·den in ge·lij·ke ge·val·len ge·lijk be·han·deld.`;
const ITALIAN = `L'I·ta·lia è u·na Re·pub·bli·ca de·mo·cra·ti·ca, fon·da·ta sul la·vo·ro.`;

const plain = (marked: string) => marked.replaceAll("·", "");

/** Counts of a marked text that owe nothing to the code under test: lines are sentences, spaces part words, dots part syllables. */
function byHand(marked: string) {
  const lines = marked.split("\n");
  const words = marked.split(/\s+/).map((word) => word.replace(/[.,]/g, ""));
  const syllables = words.map((word) => word.split(/[·-]/).length);
  const letters = words.map((word) => word.replace(/[·'-]/g, "").length);
  const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);
  return {
    ...{ sentences: lines.length, words: words.length, syllables: sum(syllables), letters: sum(letters) },
    ...{
      ones: syllables.filter((count) => count === 1).length,
      threes: syllables.filter((count) => count >= 3).length,
    },
    long: letters.filter((count) => count > 6).length,
  };
}

describe("the reading grade of a known text", () => {
  test.each([
    ["the Gettysburg address", GETTYSBURG, [10, 271]],
    ["the preamble of the US constitution", PREAMBLE, [1, 52]],
    ["the beginning of Alice, parted into three sentences", ALICE, [3, 86]],
  ])("%s is within 0.2 of the formulas, counted by hand", (_name, marked, known) => {
    const hand = byHand(marked);
    const { fleschKincaid, other } = readingGrade(plain(marked), "en");
    const kincaid = 0.39 * (hand.words / hand.sentences) + (11.8 * hand.syllables) / hand.words - 15.59;
    const coleman = (0.0588 * 100 * hand.letters) / hand.words - (0.296 * 100 * hand.sentences) / hand.words - 15.8;
    console.info(`${hand.words} words, ${hand.syllables} syllables: ${kincaid.toFixed(2)} by hand, ${fleschKincaid}`);
    expect([hand.sentences, hand.words]).toEqual(known);
    expect(Math.abs((fleschKincaid ?? 0) - kincaid)).toBeLessThan(0.2);
    expect(other?.name).toBe("Coleman–Liau");
    expect(Math.abs((other?.grade ?? 0) - coleman)).toBeLessThan(0.2);
  });

  test.each([
    ["de", GERMAN],
    ["es", SPANISH],
    ["fr", FRENCH],
    ["nl", DUTCH],
    ["it", ITALIAN],
  ])("in %s its words are counted as by hand, syllables within two in a hundred or one", (language, marked) => {
    const hand = byHand(marked);
    const counts = countText(plain(marked), language);
    expect(counts).toMatchObject({ sentences: hand.sentences, words: hand.words, letters: hand.letters });
    expect(Math.abs(counts.syllables - hand.syllables)).toBeLessThanOrEqual(Math.max(1, hand.syllables * 0.02));
    expect(readingGrade(plain(marked), language)).toMatchObject({
      fleschKincaid: null,
      other: { grade: expect.any(Number) },
    });
  });

  test("in German is the first Wiener Sachtextformel", () => {
    const { words, sentences, threes, ones, long } = byHand(GERMAN);
    const share = (count: number) => (100 * count) / words;
    const grade =
      0.1935 * share(threes) + (0.1672 * words) / sentences + 0.1297 * share(long) - 0.0327 * share(ones) - 0.875;
    expect(readingGrade(plain(GERMAN), "de-AT").other?.grade).toBeCloseTo(grade, 1);
  });
});

describe("a reading grade", () => {
  test("is none where no formula is known, and none of an empty text", () => {
    const none = { fleschKincaid: null, other: null, sentences: [] };
    expect(readingGrade("Это письмо. 你好。", "ru")).toEqual(none);
    expect(readingGrade("", "en")).toEqual(none);
    expect(readingGrade("# A heading\n\n…", "en")).toEqual(none);
  });

  test("leaves out headings, greetings and names, and keeps the places of sentences through markup", () => {
    const text =
      "# Your concern\n\nDear Ms Silva,\n\nWe **checked** the [chart](https://a.example). It was wrong.\n\nDana Moreau";
    const { sentences } = readingGrade(text, "en");
    expect(sentences.map(({ from, to }) => text.slice(from, to))).toEqual([
      "We **checked** the [chart](https://a.example).",
      "It was wrong.",
    ]);
  });

  test("ends no sentence at a title, an initial or a number", () => {
    const text = "Dr. A. Silva saw you at 3.30 p.m. on Monday. She gave you 2.5 mg.";
    expect(readingGrade(text, "en").sentences).toHaveLength(2);
  });
});
