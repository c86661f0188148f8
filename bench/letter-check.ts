import { checkLetter } from "@/lib/letter/rules/check";
import { FACTS, input, letterOf } from "@/tests/unit/letter/letter";
import { compare } from "./measure";

const FEW_WORDS = 500;
const MANY_WORDS = 2_000;
const RUNS = 60;
const TARGET_MS = 50;

// Sentences that give every rule work: words of the trade, promises, apologies, and some that are none of it.
const SENTENCES = [
  "We looked into what you told us about the night of 3 March, and we read the log of the ward.",
  "The nurse in charge was told of your hypertension prior to the operation, and the chart says so.",
  "I am sorry that we left you alone for so long.",
  "We are sorry if you felt that nobody cared.",
  "Our ward manager will write to you by 20 March with what has changed.",
  "We will call you about the MRI as soon as possible.",
  "The doctor who saw you first did not have the result of the blood test, because it lay in another office.",
];

function letterOfWords(count: number): string {
  const paragraphs: string[] = [];
  for (let words = 0, turn = 0; words < count; turn += 1) {
    const sentences = Array.from({ length: 5 }, (_, at) => `${SENTENCES[(turn + at) % SENTENCES.length]}`);
    paragraphs.push(sentences.map((sentence) => sentence.replace("We", `On day ${turn} we`)).join(" "));
    words += paragraphs.at(-1)?.split(" ").length ?? count;
  }
  return [letterOf(), ...paragraphs].join("\n\n");
}

const forbidden = {
  privileged: Array.from(
    { length: 20 },
    (_, at) => `Counsel note ${at}: the surgeon should not describe the retained sponge.`,
  ),
  otherPatients: Array.from({ length: 200 }, (_, at) => ({ name: `Patient Number${at}`, numbers: [`MRN 88${at}417`] })),
  staffNames: Array.from({ length: 200 }, (_, at) => `Staff Member${at}`),
};
const check = (text: string) => {
  const asked = input({ text, facts: FACTS, forbidden });
  return async () => checkLetter(asked);
};

const { few, many } = await compare(
  "letter",
  { few: check(letterOfWords(FEW_WORDS)), many: check(letterOfWords(MANY_WORDS)) },
  { n: RUNS },
);
console.log(
  `Checking a letter of ${FEW_WORDS} words and of ${MANY_WORDS}: ${few.toFixed(1)} → ${many.toFixed(1)} ms, ratio ${(many / few).toFixed(2)}, ` +
    `n=${RUNS} each. Target: under ${TARGET_MS} ms for ${MANY_WORDS} words${many < TARGET_MS ? "" : ", which it is above"}.`,
);
process.exit(0);
