import { describe, expect, test } from "vitest";
import { findOverpromises, findPromises } from "@/lib/follow-up/rules/find-promises";

// A Tuesday.
const TODAY = "2026-05-12";
const days = (text: string, today = TODAY) => findPromises(text, today).map(({ dueOn }) => dueOn);

describe("a promise with its day", () => {
  test.each([
    ["We will call you by Friday.", "2026-05-15"],
    ["we'll ring her on Thursday", "2026-05-14"],
    ["I’ll get back to you within 3 working days.", "2026-05-15"],
    ["I'll get back to you within 5 working days.", "2026-05-19"],
    ["You will hear from us by 3 December.", "2026-12-03"],
    ["She will hear back from us by December 3rd, 2026.", "2026-12-03"],
    ["You'll have our answer by 3 Feb.", "2027-02-03"],
    ["We will write to you by 2026-06-01.", "2026-06-01"],
    ["We will write to you by 25/06/2026.", "2026-06-25"],
    ["We will write to you by 06/25/2026.", "2026-06-25"],
    ["By Friday we will call you.", "2026-05-15"],
    ["I am going to speak to the ward and let you know tomorrow.", "2026-05-13"],
    ["We will call back today.", "2026-05-12"],
    ["Somebody will call you by 5 pm.", "2026-05-12"],
    ["Our manager will be in touch by the end of the week.", "2026-05-15"],
    ["The ward manager will write to you next week.", "2026-05-22"],
    ["We shall reply by the end of the month.", "2026-05-31"],
    ["We will reply by the end of June.", "2026-06-30"],
    ["We will reply next month.", "2026-06-30"],
    ["We will answer within two weeks.", "2026-05-26"],
    ["We will answer in a fortnight.", "2026-05-26"],
    ["We will answer within a month.", "2026-06-12"],
    ["We will answer within 48 hours.", "2026-05-14"],
    ["We will answer in 2 to 3 days.", "2026-05-15"],
    ["We will answer within a couple of days.", "2026-05-14"],
    ["We will answer 10 days from now.", "2026-05-22"],
    ["We will call on Tuesday.", "2026-05-19"],
    ["We will call next Friday.", "2026-05-22"],
    ["We will call on Monday next week.", "2026-05-18"],
    ["We will call by the 5th.", "2026-06-05"],
    ["We will call by the 20th.", "2026-05-20"],
    ["We will call the day after tomorrow.", "2026-05-14"],
    ["A letter will be sent by 1 June.", "2026-06-01"],
    ["You can expect a call by Friday.", "2026-05-15"],
    ["Told her that we would write within a week.", "2026-05-19"],
    ["Promised to ring on Thursday.", "2026-05-14"],
    ["I have promised him a letter by Friday.", "2026-05-15"],
    ["You have my word, by Friday.", "2026-05-15"],
  ])("%s", (text, dueOn) => {
    expect(findPromises(text, TODAY)).toMatchObject([{ words: text, dueOn }]);
  });

  test("is counted from the day on which it was said, over the ends of months and years", () => {
    expect(days("We will call you within 3 days.", "2026-12-30")).toEqual(["2027-01-02"]);
    expect(days("We will call you by 29 February.", "2027-06-01")).toEqual(["2028-02-29"]);
    expect(days("We will call you within a month.", "2026-01-31")).toEqual(["2026-02-28"]);
    expect(days("We will call within 1 working day.", "2026-05-15")).toEqual(["2026-05-18"]);
    expect(days("We will call this week.", "2026-05-16")).toEqual(["2026-05-22"]);
  });
});

describe("a promise without a day is found too, and asks for one", () => {
  test.each([
    "We will call you back.",
    "We will be in touch soon.",
    "I will look into your visit on 3 March.",
    "We will look into what happened last Friday.",
    "We will answer your letter of 3 May.",
    "We will raise Friday's delay with the ward.",
    "I guarantee that it will never happen again.",
    "We will check the reading of 120/80 on ward 3/4.",
    "We will call you on 555-0123.",
    "You will have our answer by 03/04/2026.",
    "We will call you within a few days.",
    "We will see to the bed on the 3rd floor.",
    "We will write to you after 3 June.",
    "We will call you by 1 May 2026.",
    "We will call you by 31 June.",
    "You won't be charged.",
  ])("%s", (text) => {
    expect(findPromises(text, TODAY)).toMatchObject([{ words: text, dueOn: null }]);
  });
});

describe("no promise", () => {
  test.each([
    "",
    "We will not call you by Friday.",
    "We won't call you by Friday.",
    "We cannot say when we will call.",
    "I do not know if we will refund it.",
    "Will we call you by Friday?",
    "We will call you by Friday?",
    "Asked whether we will call by Friday.",
    "She asked me if we will call by Friday.",
    "She said we will pay for this by Friday.",
    "The patient told us that we will hear from her.",
    "She promised to ring us on Thursday.",
    "The daughter has promised to write by Friday.",
    "He will call us by Friday.",
    "You will call us by Friday.",
    "They will sue.",
    'She said: "We will call you by Friday."',
    "“We will call you by Friday”, they were told.",
    "> We will call you by Friday.",
    "Patient: we will call it a scandal by Friday.",
    "We called you on Friday.",
    "We have written to you.",
    "We would have called.",
    "We will have called by then.",
    "Talked about the call on Friday.",
    "The will of her father was read on 3 June.",
  ])("%j", (text) => {
    expect(findPromises(text, TODAY)).toEqual([]);
  });
});

describe("in a longer text", () => {
  test("each is found by itself, and what is not a promise is left out", () => {
    const text =
      "She was upset about 3 May. We will call her by Friday, and we'll waive the £1,250.50 charge by 1 June!\nHe asked for more; we will not pay that. A letter will follow.";
    expect(findPromises(text, TODAY)).toEqual([
      { words: "We will call her by Friday", dueOn: "2026-05-15", amount: null, money: null },
      {
        words: "we'll waive the £1,250.50 charge by 1 June!",
        dueOn: "2026-06-01",
        amount: "£1,250.50",
        money: "waiver",
      },
      { words: "A letter will follow.", dueOn: null, amount: null, money: null },
    ]);
  });

  test("the same sentence twice is one", () => {
    expect(findPromises("We will call you. We will call you.", TODAY)).toHaveLength(1);
  });

  // What took more than linear time would not come back within the test's limit.
  test("a long text without an end is read to its end", () => {
    expect(findPromises("we will be we will call you by ".repeat(3000), TODAY).length).toBeGreaterThan(0);
    expect(findPromises(`${"a ".repeat(50_000)}we will call you.`, TODAY)).toHaveLength(1);
    expect(findPromises('"'.repeat(99_999), TODAY)).toEqual([]);
  });
});

describe("an amount", () => {
  test.each([
    ["We will refund $50.", "$50", "refund"],
    ["We will refund the $1,234.50 by Friday.", "$1,234.50", "refund"],
    ["We will pay you back 40 euros.", "40", "refund"],
    ["We will repay 40 euros.", "40", "refund"],
    ["We will credit USD 12.30 to you.", "USD 12.30", "refund"],
    ["We will reimburse 12,30 €.", "12,30 €", "refund"],
    ["We will waive £200 of it.", "£200", "waiver"],
    ["We will write off the 90 pounds.", "90", "waiver"],
    ["We will call you about room 50.", null, null],
  ])("%s", (text, amount, money) => {
    expect(findPromises(text, TODAY)[0]).toMatchObject({ amount, money });
  });
});

test.each([
  ["I guarantee it.", ["guarantee"]],
  ["She will be dismissed, and it will never happen again.", ["will be dismissed", "never happen again"]],
  ["We will call you by Friday.", []],
])("what nobody can promise is named: %s", (text, words) => {
  expect(findOverpromises(text)).toEqual(words);
});
