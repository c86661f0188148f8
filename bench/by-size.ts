import { openSizes, type Size } from "@/tests/support/two-sizes";
import { compare } from "./measure";

/** What a list may take longer among a million cases than among ten thousand. */
const OF_LISTS = 1.3;

/** What somebody asks for, at either size. What a read needs first, such as a place to start from, is looked up once, unmeasured. */
export type Question = {
  name: string;
  ask: (size: Size) => Promise<() => Promise<unknown>> | (() => Promise<unknown>);
  /** How much it answered, told beside the times: with few cases there may be less to answer. */
  count?: (answer: unknown) => number;
};

/** Asks each question at both sizes in turn, and prints the medians, what was answered, and which take longer than they may. */
export async function askBySize(email: string, questions: Question[], runs: number, target = OF_LISTS): Promise<void> {
  const { few, many } = await openSizes(email);
  console.log(`Medians in ms at ${few.cases} and at ${many.cases} cases, n=${runs} each, as ${email}.`);
  const over: string[] = [];
  const wanted = process.env.HEARD_BENCH_ONLY ?? "";
  for (const { name, ask, count } of questions.filter((each) => each.name.includes(wanted))) {
    const sideOf = async (size: Size) => {
      size.use();
      const read = await ask(size);
      const answered = count?.(await read());
      const run = () => {
        size.use();
        return read();
      };
      return { answered, run };
    };
    try {
      const [one, other] = [await sideOf(few), await sideOf(many)];
      const measured = await compare(name, { few: one.run, many: other.run }, { n: runs, warmUp: 4 });
      const ratio = measured.many / measured.few;
      if (ratio > target) over.push(name);
      const answered = count ? `, ${one.answered} → ${other.answered} rows` : "";
      const mark = ratio > target ? "  above" : "";
      console.log(
        `${name}: ${measured.few.toFixed(2)} → ${measured.many.toFixed(2)}, ratio ${ratio.toFixed(2)}${answered}${mark}`,
      );
    } catch (error) {
      // One that the database stopped says more than no figures at all.
      over.push(name);
      console.log(`${name}: not answered, ${String(error).trim().split("\n").at(-1)}  above`);
    }
  }
  console.log(`Target: at most ${target} each; above it: ${over.join("; ") || "none"}.`);
}
