import { statSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { printLettersToFile } from "@/lib/letter/print/batch";
import type { PrintableLetter } from "@/lib/letter/print/letterhead";
import { readLetter } from "@/lib/letter/rules/document";

const LETTERS = 500;
const TARGET_RATIO = 1.5;

const ENGLISH = `# Our answer to your complaint

${"We have read the notes and spoken with the people who cared for you, and we are sorry for what went wrong. ".repeat(8)}

## What we found

${"- The ward did not call you back on the day it had promised to, and no one told you why\n".repeat(6)}

${"We have changed how calls are taken at night, and the ward checks each morning that all of them were answered. ".repeat(12)}`;
const ARABIC = `# ردنا على شكواكم

${"قرأنا السجلات وتحدثنا مع من اعتنى بكم في 22 نوفمبر 2026، ونعتذر عما حدث. ".repeat(20)}`;

function* someLetters(count: number): Generator<PrintableLetter> {
  for (let index = 0; index < count; index++) {
    const isArabic = index % 5 === 4;
    yield {
      document: readLetter(isArabic ? ARABIC : ENGLISH),
      letterhead: {
        siteName: "Northbridge Hospital",
        addressLines: ["12 Mill Lane", "Northbridge NB1 2AB"],
        phone: "+44 1632 960 123",
        reference: `PR-26-${String(index).padStart(6, "0")}-0`,
        date: "22 November 2026",
        addressee: [`Addressee ${index}`, `${index} Harbour Road`, "Northbridge"],
        signedBy: ["Patient relations"],
        footer: "Northbridge Hospital. Call +44 1632 960 123 for this letter in large print.",
      },
      options: { language: isArabic ? "ar" : "en", direction: isArabic ? "rtl" : "ltr" },
    };
  }
}

setFlagsFromString("--expose-gc");
const collect: () => void = runInNewContext("gc");

/** What is held, after what is not has been let go, and what the system has given to the process. */
function megabytes(): { held: number; given: number } {
  collect();
  const { heapUsed, external, rss } = process.memoryUsage();
  return { held: (heapUsed + external) / 2 ** 20, given: rss / 2 ** 20 };
}

async function print(count: number, folder: string): Promise<ReturnType<typeof megabytes>[]> {
  const memory: ReturnType<typeof megabytes>[] = [];
  const note = (printed: number) => {
    if ([1, Math.ceil(count / 2), count].includes(printed)) memory.push(megabytes());
  };
  const options = { title: "Letters", language: "en", withAddressSheets: true, onProgress: note };
  await printLettersToFile(someLetters(count), path.join(folder, "letters.pdf"), options);
  return memory;
}

const folder = await mkdtemp(path.join(tmpdir(), "heard-letters-"));
// The first letters open the fonts, which stay in memory for all that follow.
await print(20, folder);
const startedAt = performance.now();
const memory = await print(LETTERS, folder);
const seconds = (performance.now() - startedAt) / 1000;
const size = statSync(path.join(folder, "letters.pdf")).size / 2 ** 20;
await rm(folder, { recursive: true });
const ratio = (memory.at(-1)?.held ?? 0) / (memory[0]?.held ?? 1);
const held = memory.map(({ held }) => held.toFixed(0)).join(" → ");
const given = memory.map(({ given }) => given.toFixed(0)).join(" → ");
console.log(
  `${LETTERS} letters with address sheets in one PDF of ${size.toFixed(1)} MB: ${seconds.toFixed(1)} s; at the start, in the middle and at ` +
    `the end ${held} MB held, ratio ${ratio.toFixed(2)}, of ${given} MB given by the system. ` +
    `Target: at most ${TARGET_RATIO}${ratio <= TARGET_RATIO ? "" : ", which it is above"}.`,
);
process.exit(0);
