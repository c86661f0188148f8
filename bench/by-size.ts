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
  /** The question before it that has a whole page at either size: where it answers more rows among many, what a whole page costs among few says how much that explains. */
  like?: string;
};

/** Asks each question at both sizes in turn, and prints the medians, what was answered, and which take longer than they may. */
export async function askBySize(email: string, questions: Question[], runs: number, target = OF_LISTS): Promise<void> {
  const { few, many } = await openSizes(email);
  console.log(`Medians in ms at ${few.cases} and at ${many.cases} cases, n=${runs} each, as ${email}.`);
  const over: string[] = [];
  const ofFew = new Map<string, number>();
  const wanted = process.env.HEARD_BENCH_ONLY ?? "";
  for (const { name, ask, count, like } of questions.filter((each) => each.name.includes(wanted))) {
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
      ofFew.set(name, measured.few);
      const ratio = measured.many / measured.few;
      const whole = one.answered === other.answered ? undefined : ofFew.get(like ?? "");
      const ofWhole = whole ? measured.many / whole : ratio;
      const isOver = ratio > target;
      if (isOver) over.push(ofWhole > target ? name : `${name} (not against a whole page)`);
      const answered = count ? `, ${one.answered} → ${other.answered} rows` : "";
      const beside = whole ? `, ${ofWhole.toFixed(2)} of a whole page among few` : "";
      console.log(
        `${name}: ${measured.few.toFixed(2)} → ${measured.many.toFixed(2)}, ratio ${ratio.toFixed(2)}${answered}${beside}${isOver ? "  above" : ""}`,
      );
    } catch (error) {
      // One that the database stopped says more than no figures at all.
      over.push(name);
      console.log(`${name}: not answered, ${String(error).trim().split("\n").at(-1)}  above`);
    }
  }
  console.log(`Target: at most ${target} each; above it: ${over.join("; ") || "none"}.`);
}
