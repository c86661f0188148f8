import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { classify, NOTHING_RECORDED, PACKS } from "@/lib/regulation/rules";
import { InputError, runRule } from "@/scripts/rule/run";
import { readSharedData } from "@/tests/support/shared-data";

const page = readFileSync("docs/rules.md", "utf8");
const EXAMPLES = [
  ...page.matchAll(
    /```(json|csv) (due|classify|letter|readability|spc|pareto|survey-score|suppress)\n(.*?)\n```\n\n```json result\n(.*?)\n```/gs,
  ),
].map(([, format = "", rule = "", input = "", result = ""]) => ({
  format: format as "json" | "csv",
  rule,
  input,
  result,
}));

const due = (...rows: object[]) => runRule("due", JSON.stringify(rows));
const AT = { start: "2026-03-03T09:14", amount: 7, unit: "days" };

describe("docs/rules.md", () => {
  test("has examples of every rule", () => {
    expect(EXAMPLES.map(({ rule, format }) => `${rule} ${format}`)).toEqual(
      expect.arrayContaining([
        ...["due json", "due csv", "classify json", "letter json", "readability json"],
        ...["spc json", "spc csv", "pareto csv", "survey-score json", "suppress csv"],
      ]),
    );
    expect(page.match(/```json result/g)).toHaveLength(EXAMPLES.length);
  });

  test.each(EXAMPLES)("shows what $rule really gives ($#)", ({ format, rule, input, result }) => {
    expect(runRule(rule, input, { format }).results).toEqual(JSON.parse(result));
  });
});

describe("due", () => {
  test("agrees with the sample kept with the project, in the shape of the vectors", () => {
    const sample: { calendars: object; holidays: string[]; vectors: string[][] } = JSON.parse(
      readFileSync("tests/fixtures/business-time.json", "utf8"),
    );
    const vectors = sample.vectors.map(([calendar, op, start, arg, expected]) => ({
      calendar,
      op,
      start,
      arg,
      expected,
    }));
    const { default: usual, ...calendars } = sample.calendars as Record<string, object>;
    const { results, problems } = runRule(
      "due",
      JSON.stringify({
        calendars: { ...calendars, ...(usual && { default: usual }) },
        holidays: sample.holidays,
        vectors,
      }),
    );
    expect(problems).toEqual([]);
    expect(results.filter(({ agrees }) => agrees !== true)).toEqual([]);
  });

  test.for(["vectors.json", "ruby_business_time.json", "sla_cases.json"])(
    "agrees with every row of ../shared/data/business-time/%s",
    (name, { skip }) => {
      const text = readSharedData(`business-time/${name}`);
      if (text === null) return skip("../shared/data/business-time is not there");
      const { results, problems } = runRule("due", text);
      expect(problems).toEqual([]);
      expect(results.length).toBeGreaterThan(2);
      expect(results.filter(({ agrees }) => agrees !== true)).toEqual([]);
    },
  );

  test("reads one calendar in every shape", () => {
    const hours = { monday: [["09:00", "17:00"]], tuesday: [["09:00", "17:00"]] };
    const row = { start: "2026-03-02T16:00", amount: 2, unit: "business hours" };
    const shapes = [
      { ...row, hours },
      { ...row, calendar: { hours } },
      { ...row, calendar: { mon: ["09:00", "17:00"], tue: ["09:00", "17:00"] } },
      {
        ...row,
        hours: { monday: [{ opensAt: "09:00", closesAt: "17:00" }], tuesday: [{ start: "09:00:00", end: "17:00:00" }] },
      },
      { ...row, hours: "mon-tue 09:00-17:00" },
    ];
    for (const { due: at } of due(...shapes).results) expect(at).toBe("2026-03-03T10:00");
    const file = JSON.stringify({ calendars: { desk: hours } });
    const named = runRule("due", JSON.stringify([{ ...row, calendar: "desk" }]), { calendar: file });
    expect(named.results).toMatchObject([{ due: "2026-03-03T10:00" }]);
    const shared = runRule("due", JSON.stringify([row]), { calendar: JSON.stringify(hours) });
    expect(shared.results).toMatchObject([{ due: "2026-03-03T10:00" }]);
  });

  test("answers in the zone of the row over summer time, and knows hours that do not exist", () => {
    const zone = "Europe/London";
    const rows = [
      { zone, start: "2026-03-28T12:00", amount: 24, unit: "hours" },
      { zone, start: "2026-03-28T12:00:00+00:00", amount: 24, unit: "hours" },
      { zone, start: "2026-03-29T01:30", amount: 24, unit: "hours" },
    ];
    expect(due(...rows).results).toMatchObject([
      { due: "2026-03-29T13:00" },
      { due: "2026-03-29T12:00:00Z" },
      {
        errors: [
          {
            field: "start",
            message: '"2026-03-29T01:30" does not exist in Europe/London: clocks were put forward over it.',
          },
        ],
      },
    ]);
  });

  test.each<[string, object, string, RegExp]>([
    ["no start", { ...AT, start: undefined }, "start", /./],
    ["a start that is none", { ...AT, start: "soon" }, "start", /"soon" is no time: write it like/],
    ["a day that no month has", { ...AT, start: "2026-02-30T10:00" }, "start", /is no time/],
    ["no amount", { start: AT.start }, "amount", /Name an amount and its unit/],
    ["an amount of nothing", { ...AT, amount: 0 }, "amount", /more than 0/],
    ["an amount that is no number", { ...AT, amount: "many" }, "amount", /number is needed/],
    ["half a day", { ...AT, amount: 1.5 }, "amount", /counted whole/],
    ["a unit that is none", { ...AT, unit: "moons" }, "unit", /no unit "moons"/],
    ["a zone that is none", { ...AT, zone: "Mars/Olympus" }, "zone", /no time zone/],
    ["hours the wrong way round", { ...AT, hours: { monday: ["17:00", "09:00"] } }, "hours.monday", /must come before/],
    ["hours of no weekday", { ...AT, hours: { funday: ["09:00", "17:00"] } }, "hours.funday", /no weekday/],
    ["a closed day that is none", { ...AT, closed: ["2026-02-30"] }, "closed", /is no day/],
    ["a calendar nobody gave", { ...AT, calendar: "desk" }, "calendar", /no calendar called "desk"/],
    ["a field of another name", { ...AT, pausse: [] }, "pausse", /no such field/],
    ["a pack and an amount", { ...AT, pack: "plain", limit: "resolve" }, "amount", /leave out/],
    [
      "a limit that the pack has not",
      { start: AT.start, pack: "plain", limit: "never" },
      "limit",
      /It has: acknowledge, update, resolve/,
    ],
    [
      "a version that is none",
      { start: AT.start, pack: "plain", version: "1", limit: "resolve" },
      "version",
      /It has: 2026-1/,
    ],
    ["a pause that never ends, and no now", { ...AT, pauses: [{ from: "2026-03-04T10:00" }] }, "now", /has not ended/],
    [
      "a pause for a reason the pack forbids",
      {
        start: AT.start,
        pack: "plain",
        limit: "resolve",
        pauses: [{ from: "2026-03-04T10:00", until: "2026-03-05T10:00", reason: "snow" }],
      },
      "pauses.0.reason",
      /only be paused for/,
    ],
    ["an operation that is none", { op: "guess", start: AT.start }, "op", /There is no "guess"/],
    ["a calendar without any hours", { op: "next_business_time", start: AT.start, hours: {} }, "", /opening hours/],
  ])("refuses %s, by its field, and goes on", (_what, row, field, message) => {
    const { results, problems } = due(AT, row, AT);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ row: 2, field, message: expect.stringMatching(message) });
    expect(results).toMatchObject([{ dueOn: "2026-03-10" }, { row: 2, errors: [{ field }] }, { dueOn: "2026-03-10" }]);
  });
});

describe("classify", () => {
  test("gives what the application decides, for every pack and channel", () => {
    const channels = ["phone", "in_person", "email", "letter", "portal", "survey"] as const;
    const rows = PACKS.flatMap(({ id, version }) =>
      channels.map((channel) => ({ pack: id, version, channel, allegesHarm: "no" })),
    );
    const { results } = runRule("classify", JSON.stringify(rows));
    const expected = PACKS.flatMap((pack) =>
      channels.map((channel) => {
        const given = { ...NOTHING_RECORDED, channel, reporterKind: "patient", allegesHarm: "no" } as const;
        const { kind, ruleId, basis } = classify(pack, given);
        return { kind, ruleId, basis };
      }),
    );
    expect(results).toMatchObject(expected);
  });

  test("names what it cannot read", () => {
    const csv = "pack,channel,allegesHarm\nplain,phone,perhaps\nplain,pigeon,yes\nplain,phone,YES\n";
    const { results, problems } = runRule("classify", csv);
    expect(problems).toEqual([
      { row: 1, field: "allegesHarm", message: "This must be yes, no or unknown." },
      { row: 2, field: "channel", message: "This must be one of: phone, in_person, email, letter, portal, survey." },
    ]);
    expect(results[2]).toMatchObject({ row: 3, kind: "grievance", ruleId: "allegation" });
  });
});

describe("letter", () => {
  const row = { pack: "us-hospital", writtenOn: "2026-03-13", text: "We are sorry you feel that way." };
  const ask = (...rows: object[]) => runRule("letter", JSON.stringify(rows));

  test("takes the facts that rows share", () => {
    const shared = {
      pack: "plain",
      facts: { reference: "PR-1" },
      rows: [{ writtenOn: "2026-03-13", text: "Case PR-1" }],
    };
    const [result] = runRule("letter", JSON.stringify(shared)).results;
    expect(result).toMatchObject({ pack: "plain", mayBeSent: false, approvers: ["supervisor", "manager"] });
    expect(JSON.stringify(result)).not.toContain("element-reference");
  });

  test.each([
    ["a text that is none", { ...row, text: 7 }, "text", "This must be a text."],
    ["a day that is none", { ...row, writtenOn: "soon" }, "writtenOn", "Write the day like 2026-03-03."],
    ["a letter of no kind", { ...row, letter: "love" }, "letter", /^This must be one of: acknowledgement, /],
    ["a pack that is none", { ...row, pack: "atlantis" }, "pack", /There is no pack/],
    ["a fact of another name", { ...row, facts: { weather: "rain" } }, "facts.weather", "There is no such field."],
  ])("refuses %s, by its field, and goes on", (_what, wrong, field, message) => {
    const { results, problems } = ask(wrong, row);
    expect(problems).toEqual([{ row: 1, field, message: expect.stringMatching(message) }]);
    expect(results[1]).toMatchObject({ mayBeSent: false, approvers: ["supervisor", "manager"] });
  });

  test("needs a language with a formula for readability", () => {
    const { problems } = runRule("readability", JSON.stringify([{ text: "Hei maailma.", language: "fi" }]));
    expect(problems).toMatchObject([
      { field: "language", message: expect.stringMatching(/^No formula is known for "fi"/) },
    ]);
  });
});

describe("the input", () => {
  test.each([
    ["nothing", "", "The input is empty."],
    ["half an object", "{", "The input is no JSON"],
    ["no table", "not json", "Is this a CSV"],
    ["semicolons", "id;start\n1;2026", "Put commas between"],
    ["semicolons in one row", "id,start\n1,2026\n2;2026", "is one column. Put commas between"],
    ["a quotation that never ends", 'id,start\n1,"2026', "never closed"],
    ["a column twice", "id,id\n1,2", "The column id is there twice."],
  ])("that is %s is refused in a sentence", (_what, text, sentence) => {
    expect(() => runRule("due", text)).toThrow(InputError);
    expect(() => runRule("due", text)).toThrow(sentence);
  });

  test("of a rule that is none is refused", () => {
    expect(() => runRule("guess", "[]")).toThrow(
      'There is no rule "guess". There are: due, classify, letter, readability, spc, survey-score, pareto, suppress.',
    );
  });

  test("may be a table with a byte-order mark, quotes, new lines in cells and Windows line ends", () => {
    const csv = '\uFEFFid,start,amount,unit\r\n"a ""b"",\nc",2026-03-03T09:14,"7",days\r\n\r\n';
    expect(runRule("due", csv).results).toMatchObject([{ row: 1, id: 'a "b",\nc', dueOn: "2026-03-10" }]);
  });
});

describe("npm run rule", () => {
  test("reads what is piped in, writes JSON, and exits 1 where a row is wrong", async () => {
    const { code, stdout, stderr } = await run(["due"], JSON.stringify([AT, { ...AT, unit: "moons" }]));
    expect(JSON.parse(stdout)).toMatchObject([{ dueOn: "2026-03-10" }, { row: 2 }]);
    expect(stderr).toMatch(/^Row 2, unit: There is no unit "moons"[.]/);
    expect(code).toBe(1);
  }, 60_000);
});

function run(args: string[], input: string): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, ["scripts/rule.mjs", ...args]);
  const heard = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) child[name].on("data", (chunk) => (heard[name] += chunk));
  child.stdin.end(input);
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, ...heard })));
}
