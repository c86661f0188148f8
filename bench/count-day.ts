import { isoDay } from "@/lib/shared/dates";
import { countMarked, markEverywhere } from "@/tests/support/rollups";
import { openSizes, type Size } from "@/tests/support/two-sizes";
import { compare } from "./measure";

const RUNS = Number(process.env.HEARD_BENCH_RUNS ?? 30);
const today = isoDay(new Date());

/** Counts today anew at every site, as the job does after a case came in at each. */
async function countToday(size: Size): Promise<void> {
  size.use();
  await markEverywhere(today);
  await countMarked();
}

const { few, many } = await openSizes("manager@heard.example");
// What changed since the databases were made.
for (const size of [few, many]) await countToday(size);
const { few: one, many: other } = await compare(
  "today at every site",
  { few: () => countToday(few), many: () => countToday(many) },
  { n: RUNS, warmUp: 2 },
);
console.log(
  `Medians in ms at ${few.cases} and at ${many.cases} cases, n=${RUNS}: today counted anew at every site ${one.toFixed(0)} → ${other.toFixed(0)}.`,
);
console.log("The job does so every half minute. Target: a case is in the numbers within a minute.");
process.exit(0);
