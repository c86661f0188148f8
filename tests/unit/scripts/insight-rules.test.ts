import { describe, expect, test } from "vitest";
import { runRule } from "@/scripts/rule/run";
import { readSharedData } from "@/tests/support/shared-data";

const spc = (text: string, set: Record<string, string> = {}) => runRule("spc", text, { set });

describe("spc", () => {
  test("takes points as the reference files have them, and draws what these say", ({ skip }) => {
    const text = readSharedData("spc-reference/ptd_cases_points.csv");
    if (text === null) return skip("../shared/data/spc-reference is not there");
    const wanted = text
      .trim()
      .split(/\r?\n/)
      .slice(1)
      .map((line) => line.split(",").map((cell) => cell.replaceAll('"', "")));
    const { results, problems } = spc(text, { improvement: "decrease" });
    expect(problems).toEqual([]);
    expect(results).toHaveLength(wanted.length);
    for (const [index, [name = "", , , , , mean, lower, upper]] of wanted.entries()) {
      if (/unscreened|not_screened/.test(name)) continue;
      const here = results[index] ?? {};
      expect(here.mean, name).toBeCloseTo(Number(mean), 6);
      expect(here.lower, name).toBeCloseTo(Number(lower), 6);
      expect(here.upper, name).toBeCloseTo(Number(upper), 6);
    }
  });

  test("begins anew where the phase changes, and at points that are named", () => {
    const rows = (extra: string) =>
      `x,y${extra && ",part"}\n1,4${extra && ",1"}\n2,6${extra && ",1"}\n3,20${extra && ",2"}\n4,22${extra && ",2"}`;
    expect(spc(rows("part")).results.map(({ mean }) => mean)).toEqual([5, 5, 21, 21]);
    expect(spc(rows(""), { rebase: "3" }).results.map(({ mean }) => mean)).toEqual([5, 5, 21, 21]);
    expect(spc(rows("")).results.map(({ mean }) => mean)).toEqual([13, 13, 13, 13]);
  });

  test("reads other columns where it is told to, and counts without what is left out", () => {
    const text = "month,complaints,beds,include\nJan,4,100,TRUE\nFeb,6,100,TRUE\nMar,90,100,FALSE";
    const columns = { x_column: "month", y_column: "complaints", n_column: "beds", chart: "u" };
    const { results } = spc(text, columns);
    expect(results.map(({ x, value, mean }) => [x, value, mean])).toEqual([
      ["Jan", 0.04, 0.05],
      ["Feb", 0.06, 0.05],
      ["Mar", 0.9, 0.05],
    ]);
  });

  test("keeps series apart by their names", () => {
    const { results } = spc("case,x,y\nA,1,2\nB,1,10\nA,2,4\nB,2,12");
    expect(results.map(({ case: name, mean }) => [name, mean])).toEqual([
      ["A", 3],
      ["B", 11],
      ["A", 3],
      ["B", 11],
    ]);
  });

  test("a value that is none stops its row alone, an option that is none its series", () => {
    const { results, problems } = spc("case,x,y,chart\nA,1,2,xmr\nA,2,many,xmr\nA,3,4,xmr\nB,1,2,pie");
    expect(problems).toEqual([
      { row: 2, field: "y", message: "This must be a number." },
      { row: 4, field: "chart", message: "This must be one of: xmr, i, run, c, u, p, g, t." },
    ]);
    expect(results[2]).toMatchObject({ row: 3, mean: 3 });
  });

  test.each<[string, object, string, RegExp]>([
    [
      "lists of other lengths",
      { values: [1, 2], volumes: [1] },
      "volumes",
      /one for each of the 2 values, and there are 1/,
    ],
    ["no value", { values: [] }, "values", /no value/],
    ["a rebase at no point", { values: [1, 2], rebase: ["9"] }, "rebase", /no point named "9"/],
    ["a baseline of words", { values: [1], baseline: "some" }, "baseline", /number of points, or "all"/],
    ["a share without what it is of", { values: [1, 2], chart: "p" }, "volumes", /counted in/],
    ["a target in percent", { values: [1], volumes: [2], chart: "p", target: 90 }, "target", /between 0 and 1/],
    ["a share above one", { values: [3], volumes: [2], chart: "p" }, "", /1: 3 of 2 is more than all/],
  ])("refuses %s", (_, row, field, message) => {
    expect(spc(JSON.stringify([row])).problems).toEqual([{ row: 1, field, message: expect.stringMatching(message) }]);
  });

  test("a series without values stops no other", () => {
    const { results, problems } = spc(JSON.stringify([{ id: "good", values: [1, 2, 3] }, { id: "none" }]));
    expect(results).toMatchObject([
      { row: 1, id: "good", phases: [{ to: 3 }] },
      { row: 2, id: "none" },
    ]);
    expect(problems).toEqual([{ row: 2, field: "values", message: "There are none." }]);
  });

  test("rows that are no points say so", () => {
    expect(spc("[5]").problems).toEqual([{ row: 1, field: "", message: "A row must be an object." }]);
    expect(spc("a,b\n1,2").problems).toEqual([{ row: 1, field: "y", message: "There is no y." }]);
  });
});

describe("pareto and suppress", () => {
  test("answer only what is wrong where a row cannot be used, since it would change all the others", () => {
    const { results, problems } = runRule("suppress", "group,count\na,12\nb,some\nc,1.5");
    expect(results).toEqual([
      { row: 2, errors: [{ field: "count", message: "This must be a number." }] },
      { row: 3, errors: [{ field: "", message: "c: a number of people cannot be 1.5." }] },
    ]);
    expect(problems).toEqual([
      { row: 2, field: "count", message: "This must be a number." },
      { row: 3, field: "", message: "c: a number of people cannot be 1.5." },
    ]);
    expect(runRule("pareto", "count\n3").problems).toEqual([{ row: 1, field: "cause", message: "Name the cause." }]);
  });
});

describe("survey-score", () => {
  test("reads columns named after the answers, and lists", () => {
    const { results } = runRule("survey-score", "instrument,very_good,poor\nfft,3,1\ncsat,,\n");
    expect(results).toMatchObject([{ score: { positive: { value: 0.75, n: 4 } } }, { score: null }]);
    const rows = [{ instrument: "service_recovery", answers: { listened: [5, 4, 1, 2], explained: { 5: 1 } } }];
    expect(runRule("survey-score", JSON.stringify(rows)).results).toMatchObject([{ score: { mean: 0.75 } }]);
  });

  test("names what is no survey and what is no answer", () => {
    const { problems } = runRule(
      "survey-score",
      JSON.stringify([{ instrument: "hcahps" }, { instrument: "nps", answers: [11] }]),
    );
    expect(problems).toEqual([
      { row: 1, field: "instrument", message: "This must be one of: service_recovery, csat, nps, fft." },
      { row: 2, field: "", message: expect.stringContaining('"11" is no answer here') },
    ]);
  });
});
