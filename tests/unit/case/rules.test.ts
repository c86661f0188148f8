import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  describeFilter,
  describeReporter,
  formatReference,
  guessReferences,
  readReference,
  spokenGroups,
  usualOrder,
} from "@/lib/case/rules";
import { queueSchema } from "@/lib/case/schema";
import { anyText } from "../../support/any-text";

const reference = fc
  .tuple(fc.integer({ min: 2000, max: 2099 }), fc.integer({ min: 1, max: 999_999 }))
  .map(([year, number]) => formatReference(year, number));

describe("a reference", () => {
  test.each([
    [2026, 4217, "PR-26-004217-"],
    [2026, 1, "PR-26-000001-"],
    [2026, 999_999, "PR-26-999999-"],
    [2009, 12, "PR-09-000012-"],
    [2100, 12, "PR-00-000012-"],
  ])("of case %i/%i is the year, the number and a check digit", (year, number, start) => {
    expect(formatReference(year, number)).toMatch(new RegExp(`^${start}\\d$`));
  });

  test("reads back however it is typed or said", () => {
    const style = fc.record({
      separator: fc.constantFrom("", " ", "-", "–", "—", " - ", ".", "\u00a0", "\u2011"),
      isPrefixed: fc.boolean(),
      isLower: fc.boolean(),
      margin: fc.constantFrom("", " ", "\n", "\t"),
    });
    fc.assert(
      fc.property(reference, style, (given, { separator, isPrefixed, isLower, margin }) => {
        const parts = spokenGroups(given).slice(isPrefixed ? 0 : 1);
        const typed = margin + parts.join(separator) + margin;
        expect(readReference(isLower ? typed.toLowerCase() : typed)).toEqual({ kind: "reference", reference: given });
      }),
    );
  });

  test("with any one digit wrong is a slip", () => {
    fc.assert(
      fc.property(reference, fc.nat(8), fc.integer({ min: 1, max: 9 }), (given, index, shift) => {
        const digits = given.replace(/\D/g, "");
        const wrong = (Number(digits[index]) + shift) % 10;
        expect(readReference(digits.slice(0, index) + wrong + digits.slice(index + 1))).toEqual({ kind: "slip" });
      }),
    );
  });

  test("with any two neighbours swapped is a slip", () => {
    fc.assert(
      fc.property(reference, fc.nat(7), (given, index) => {
        const digits = [...given.replace(/\D/g, "")];
        const [first = "", second = ""] = digits.splice(index, 2);
        fc.pre(first !== second);
        digits.splice(index, 0, second, first);
        expect(readReference(`PR${digits.join("")}`)).toEqual({ kind: "slip" });
      }),
    );
  });

  test.each([
    "",
    "Marcu",
    "26-004217",
    "PR-26-004217",
    "PR-26-0042178-12",
    "PX-26-004217-8",
    "PRPR-26-004217-8",
    "PR-26-00421x-8",
    "%00",
    "PR-26-004217-8; --",
  ])("is not %j", (text) => {
    expect(readReference(text)).toEqual({ kind: "other" });
  });

  test("is never made of anything but digits, whatever script they are in", () => {
    fc.assert(
      fc.property(anyText(), (text) => {
        const reading = readReference(text);
        if (reading.kind === "reference") expect(reading.reference).toMatch(/^PR-\d\d-\d{6}-\d$/);
      }),
    );
    expect(readReference("PR-٢٦-٠٠٤٢١٧-٨")).toEqual({ kind: "other" });
  });

  test("is read out in groups", () => {
    expect(spokenGroups("PR-26-004217-8")).toEqual(["PR", "26", "004", "217", "8"]);
  });
});

const SITE = "0199aaaa-0000-7000-8000-000000000001";
const UNIT = "0199aaaa-0000-7000-8000-000000000002";
const OWNER = "0199aaaa-0000-7000-8000-000000000003";
const names = {
  sites: [{ id: SITE, name: "Northgate", units: [{ id: UNIT, name: "Ward 4" }] }],
  owners: [{ id: OWNER, name: "Dana Moreau" }],
  tags: [{ id: UNIT, name: "Parking" }],
};

describe("a filter is told as claims", () => {
  test.each([
    ["no filter", {}, []],
    ["kind", { kind: "grievance" }, ["Kind is Grievance"]],
    ["several kinds", { kind: "grievance,concern" }, ["Kind is Grievance or Concern"]],
    ["severity", { severity: "3" }, ["Severity is High"]],
    ["state", { state: "response_drafted" }, ["State is Response drafted"]],
    ["channel", { channel: "in_person" }, ["Channel is In person"]],
    ["site", { site: SITE }, ["Site is Northgate"]],
    ["unit", { unit: UNIT }, ["Unit is Ward 4"]],
    ["owner", { owner: OWNER }, ["Owner is Dana Moreau"]],
    ["tag", { tag: UNIT }, ["Tag is Parking"]],
    ["whom nobody needs to name", { owner: `me,nobody,${OWNER}` }, ["Owner is me or nobody or Dana Moreau"]],
    ["no unit", { unit: `none,${UNIT}` }, ["Unit is none or Ward 4"]],
    ["whom it waits for", { waiting: "unit" }, ["Waiting for a unit"]],
    ["an escalation", { escalated: "yes" }, ["Escalated"]],
    ["none", { escalated: "no" }, ["Not escalated"]],
    ["who raised it", { reporter: "staff,visitor" }, ["Raised by staff or visitor"]],
    ["a language", { language: "es" }, ["Language is Spanish"]],
    ["a silence", { unheard: "1" }, ["Unheard for more than 1 day"]],
    ["a longer one", { unheard: "14" }, ["Unheard for more than 14 days"]],
    ["days of change", { updatedTo: "2026-05-12" }, ["Updated up to 2026-05-12"]],
    ["what was changed at once", { run: OWNER }, ["Changed together"]],
    ["what is raised", { cause: "safety" }, ["Raises Clinical · Safety"]],
    [
      "when an answer is due",
      { answerFrom: "2026-05-01", answerTo: "2026-05-31" },
      ["Answer due from 2026-05-01", "Answer due up to 2026-05-31"],
    ],
    [
      "when it was done",
      { acknowledgedFrom: "2026-05-01", answeredTo: "2026-05-31", closedFrom: "2026-05-02" },
      ["Acknowledged from 2026-05-01", "Answered up to 2026-05-31", "Closed from 2026-05-02"],
    ],
    [
      "what a figure counts",
      { acknowledgeFrom: "2026-05-01", acknowledgeTo: "2026-05-31", counted: "acknowledged_in_time" },
      ["Acknowledgement due from 2026-05-01", "Acknowledgement due up to 2026-05-31", "Acknowledged in time"],
    ],
    ["a tag that no case has", { tag: OWNER }, ["Tag is not in use"]],
    ["somebody else's site", { site: OWNER }, ["Site is not one of yours"]],
    ["days", { from: "2026-05-01", to: "2026-05-12" }, ["Received from 2026-05-01", "Received up to 2026-05-12"]],
    [
      "several, in the order of the form",
      { channel: "phone", kind: "inquiry" },
      ["Kind is Inquiry", "Channel is Phone"],
    ],
    ["order and page, which are no claims", { sort: "severity", order: "asc", page: "x", tab: "all" }, []],
  ])("%s", (_what, raw, labels) => {
    expect(describeFilter(queueSchema.parse(raw), names).map(({ label }) => label)).toEqual(labels);
  });

  const misnamed = {
    ...names,
    owners: [{ id: OWNER, name: "Not one of yours" }],
    tags: [{ id: UNIT, name: "Lift not in use" }],
  };
  test.each([
    [{ tag: UNIT, owner: `me,nobody,${OWNER}`, unit: `none,${UNIT}`, site: SITE, kind: "concern" }, []],
    [{ tag: `${UNIT},${OWNER}`, owner: SITE }, ["owner", "tag"]],
    [{ unit: SITE, site: UNIT, run: OWNER }, ["site", "unit"]],
  ])("%j names by its ids what is there, whatever that is called", (raw, unseen) => {
    const claims = describeFilter(queueSchema.parse(raw), misnamed);
    expect(claims.filter(({ isUnseen }) => isUnseen).map(({ key }) => key)).toEqual(unseen);
  });

  test("each under the parameter that takes it away", () => {
    const filter = queueSchema.parse({ kind: "grievance", site: SITE, from: "2026-05-01" });
    expect(describeFilter(filter, names).map(({ key }) => key)).toEqual(["kind", "site", "from"]);
  });
});

describe("who spoke", () => {
  test.each([
    ["patient", null, null, "the patient"],
    ["patient", "Ana", null, "the patient, Ana"],
    ["representative", "Jo Price", "020 7946 0000", "a representative, Jo Price (020 7946 0000)"],
    ["visitor", null, "jo@example.org", "a visitor (jo@example.org)"],
    ["staff", "Sam", null, "a member of staff, Sam"],
    ["anonymous", null, null, "somebody who stays anonymous"],
    ["anonymous", "Jo Price", "020 7946 0000", "somebody who stays anonymous"],
  ] as const)("as %s, named %j, reached at %j", (reporterKind, reporterName, reporterContact, words) => {
    expect(describeReporter({ reporterKind, reporterName, reporterContact })).toBe(words);
  });
});

describe("an unfinished reference", () => {
  const now = new Date("2026-11-21T09:00:00Z");
  const whole = formatReference(2026, 975);

  test.each(["PR-26-000975", "pr26 000975", "26.000975"])("without its check digit, %j, stands for one", (text) => {
    expect(guessReferences(text, now)).toEqual([whole]);
  });

  const short = formatReference(2026, 912);
  test.each(["PR-26-912", "26-912", "pr 26 912", "PR26 912", "pr–26–0912", "26.912", "PR-26-000912"])(
    "without its zeros, %j, stands for one",
    (text) => expect(guessReferences(text, now)).toEqual([short]),
  );

  test.each(["PR26912", `PR26912${short.at(-1)}`])(
    "in one and without its zeros, %j, stands for it first or second",
    (text) => {
      expect(guessReferences(text, now).slice(0, 2)).toContain(short);
    },
  );

  test("without its zeros and with its check digit is read as whole", () => {
    for (const text of [`PR-26-912-${short.at(-1)}`, `pr 26 000912-${short.at(-1)}`])
      expect(readReference(text)).toEqual({ kind: "reference", reference: short });
    const wrong = (Number(short.at(-1)) + 1) % 10;
    expect(readReference(`PR-26-912-${wrong}`)).toEqual({ kind: "slip" });
    for (const digit of [short.at(-1), wrong]) expect(readReference(`26 912 ${digit}`)).toEqual({ kind: "other" });
    expect(guessReferences(`26 912 ${short.at(-1)}`, now)).toEqual([short]);
    expect(guessReferences(`26 912 ${wrong}`, now)).not.toContain(short);
  });

  test.each(["975", "000975", " 0975 "])("of a number alone, %j, stands for one of each year", (text) => {
    const guesses = guessReferences(text, now);
    expect(guesses).toHaveLength(30);
    expect(guesses).toContain(whole);
  });

  test("of a number and its check digit stands for the years that these fit", () => {
    const guesses = guessReferences(`000975-${whole.at(-1)}`, now);
    expect(guesses).toContain(whole);
    expect(guesses.every((guess) => guess.at(-1) === whole.at(-1))).toBe(true);
  });

  test.each(["", "Marcu", "44170902x", "123456789", "12 March 1959"])("is not %j", (text) => {
    expect(guessReferences(text, now)).toEqual([]);
  });
});

test.each([
  ["open", {}, { sort: "received", order: "desc" }],
  ["all", { clock: "late" }, { sort: "due", order: "asc" }],
  ["open", { clock: "soon", kind: "complaint" }, { sort: "due", order: "asc" }],
  ["open", { unheard: "7" }, { sort: "heard", order: "asc" }],
  ["closed", { updatedFrom: "2026-03-01" }, { sort: "updated", order: "desc" }],
  ["closed", { updatedTo: "2026-03-01" }, { sort: "updated", order: "desc" }],
  ["open", { from: "2026-03-01" }, { sort: "received", order: "desc" }],
] as const)("of %s with %o the usual order is %o", (tab, asked, order) => {
  expect(usualOrder(tab, queueSchema.parse(asked), false)).toEqual(order);
});

test("one's own list begins with what is due first", () => {
  const { sort, order, ...filter } = queueSchema.parse({});
  expect(usualOrder("mine", filter, true)).toEqual({ sort: "due", order: "asc" });
  expect(usualOrder("mine", filter, false)).toEqual({ sort, order });
  expect(usualOrder("open", filter, true)).toEqual({ sort, order });
});
