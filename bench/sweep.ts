import { endWaits, recountLeft } from "@/lib/clock/mutations/recount";
import { aCase, aSite, NOW } from "@/tests/support/factories";
import { addClocks, fillWithClocks, keepCalendar, makeLate, sweepAndUndo } from "@/tests/support/many-clocks";
import { compare } from "./measure";

const FEW = 10_000;
/** A machine with little room may make fewer. */
const MANY = Number(process.env.HEARD_BENCH_CLOCKS ?? 1_000_000);
const DUE = 200;
const RUNS = 10;
const TARGET = 1.5;
const ctx = { actor: { id: null, name: "Clocks" }, now: NOW };

/** What the job does every minute: nothing waits or was left by an older calendar, and so many clocks are due. */
async function sweep(): Promise<void> {
  await endWaits(ctx);
  if ((await recountLeft(ctx)) > 0) throw new Error("no calendar had changed");
  const told = await sweepAndUndo();
  if (told !== DUE) throw new Error(`the sweep told ${told} of ${DUE}`);
}

const site = await aSite();
const { id: caseId } = await aCase({ site });
await fillWithClocks({ caseId, count: FEW });
await makeLate(site.id, DUE);
await keepCalendar(site.id);
// Both cannot be there at once, so each is measured against itself and the halves are put together.
const before = await compare("few", { few: sweep, many: sweep }, { n: RUNS, warmUp: 2 });
await addClocks(site.id, MANY / FEW - 1);
const after = await compare("many", { few: sweep, many: sweep }, { n: RUNS, warmUp: 2 });
const ratio = after.many / before.few;
console.log(
  `Sweep of ${DUE} due clocks among ${FEW} and among ${MANY} open ones: ${before.few.toFixed(1)} → ${after.many.toFixed(1)} ms, ` +
    `ratio ${ratio.toFixed(2)}, n=${RUNS} each. Target: at most ${TARGET}${ratio <= TARGET ? "" : ", which it is above"}.`,
);
process.exit(0);
