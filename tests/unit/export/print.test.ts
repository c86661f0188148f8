import { describe, expect, test } from "vitest";
import type { ContactView } from "@/lib/contact/types";
import type { TimelineEntry } from "@/lib/events/schema";
import { printCaseFile } from "@/lib/export/print/case-file";
import { facts, heading, paragraph, section } from "@/lib/export/rules/blocks";
import { entriesForOutside } from "@/lib/export/rules/outside-timeline";
import type { PromiseStanding } from "@/lib/follow-up/rules/standing";
import type { PromiseRow } from "@/lib/follow-up/types";
import { naughtyStrings } from "@/tests/support/naughty-strings";
import { readPdf } from "@/tests/support/read-pdf";

const PRINTING = {
  ...{ by: "Dana Moreau", at: new Date("2026-11-22T14:02:00Z"), zone: "Europe/London", country: "GB" },
  ...{ siteName: "St Brigid 🏥", reference: "PR-26-000001-9", scope: "Complete." },
};

function aContact(id: string, given: Partial<ContactView> = {}): [string, ContactView] {
  const view: ContactView = {
    ...{ id, direction: "outgoing", channel: "phone", outcome: "reached", at: "", minutes: null, party: "patient" },
    ...{ otherName: null, otherRelation: null, mayBeTold: "yes", checkedHow: null, interpreter: null, voided: null },
    mayVoid: false,
  };
  return [id, { ...view, ...given }];
}

const CONTACTS = new Map([
  aContact("with them"),
  aContact("may", { party: "other", mayBeTold: "yes", otherName: "Jo Price" }),
  aContact("reporter", { party: "other", mayBeTold: "yes", otherName: "Vic Torr" }),
  aContact("unchecked", { party: "other", mayBeTold: "not_checked", otherName: "Jo Price" }),
  aContact("void", { voided: { at: "", by: "Dana", reason: "Another patient" } }),
]);

function aPromise(id: string, party: "patient" | "other", kind: PromiseStanding["kind"]): PromiseRow {
  return {
    ...{ id, words: "", dueOn: "", standing: { kind, label: "", tone: "neutral" }, isOpen: true, party, who: "" },
    ...{ madeBy: DANA, madeAt: "", owner: { ...DANA, isGone: false }, amount: null, money: null, decidedBy: null },
    ...{ keptOn: null, keptHow: null, reason: null, told: null, settledBy: null, settledAt: null, replacedBy: null },
    ...{ outlivesCase: false, zone: "UTC", mayWork: false, mayDecide: false },
  };
}

const DANA = { id: "1", name: "Dana" };
const PROMISES = [
  aPromise("open", "patient", "open"),
  aPromise("kept", "patient", "kept_late"),
  aPromise("other", "other", "open"),
  aPromise("declined", "patient", "declined"),
];

describe("the printed file of a case", () => {
  test("is printed whatever was written in it; a sign that no font has is spelled", async () => {
    const texts = ["안녕하세요", "👩‍⚕️ came", "\u0000\u0007", "lone \ud800 half", ...naughtyStrings];
    const blocks = [
      heading(1, "Case file"),
      ...texts.flatMap((text) => [paragraph({ text }), ...facts([["Fact", text]])]),
    ];
    const { texts: pages, isTagged } = await readPdf(await printCaseFile({ blocks }, PRINTING));
    const words = pages.join("\n");
    expect(isTagged).toBe(true);
    expect(words).toContain("[U+C548]");
    expect(words).toContain("[U+1F469");
    expect(words).toContain("Printed by Dana Moreau, Sun 22 Nov 2026, 14:02 (Europe/London).");
  }, 60_000);

  test("numbers each of its pages and says on each who printed it", async () => {
    const blocks = Array.from({ length: 120 }, (_, index) => paragraph({ text: `Line ${index}` }));
    const { texts, pages } = await readPdf(await printCaseFile({ blocks }, PRINTING));
    expect(pages).toBeGreaterThan(2);
    for (const [index, words] of texts.entries()) {
      expect(words).toContain(`Page ${index + 1} of ${pages}`);
      expect(words).toContain("Printed by Dana Moreau");
    }
  });

  test("leaves out what is not known, and parts without anything", () => {
    expect(
      facts([
        ["Phone", null],
        ["E-mail", ""],
      ]),
    ).toEqual([]);
    expect(section("Letters", [])).toEqual([]);
    expect(section("Letters", [paragraph({ text: "One" })])[0]).toMatchObject({ kind: "heading", level: 2 });
  });

  test.each<[string, Partial<TimelineEntry>, string[]]>([
    ["what is theirs, in their words", { outside: "told" }, ["told"]],
    ["nothing that is not theirs", { outside: null }, []],
    ["nothing of which nobody said so", {}, []],
    ["a call with them", { type: "contact.logged", outside: "told", rowId: "with them" }, ["told: Words"]],
    ["a call with whom they may know of", { type: "contact.logged", outside: "told", rowId: "may" }, ["told: Words"]],
    ["no call with whom they do not learn of", { type: "contact.logged", outside: "told", rowId: "reporter" }, []],
    ["no call with somebody else", { type: "contact.logged", outside: "told", rowId: "unchecked" }, []],
    ["no call that was made void", { type: "contact.logged", outside: "told", rowId: "void" }, []],
    ["no call that was not read", { type: "contact.logged", outside: "told", rowId: "none" }, []],
    ["a promise to them", { type: "promise.made", outside: "told", rowId: "open" }, ["told: Words"]],
    ["how it was kept as a day alone", { type: "promise.kept", outside: "told", rowId: "kept" }, ["told"]],
    ["no promise to somebody else", { type: "promise.made", outside: "told", rowId: "other" }, []],
    ["a letter to them", { type: "letter.sent", outside: "told", rowId: "sent" }, ["told"]],
    ["that it came back", { type: "letter.came_back", outside: "told", rowId: "sent" }, ["told"]],
    ["no letter to somebody else", { type: "letter.sent", outside: "told", rowId: "elsewhere" }, []],
    ["no promise that was declined", { type: "promise.made", outside: "told", rowId: "declined" }, []],
  ])("outside tells %s", (_, given, told) => {
    const entry: TimelineEntry = {
      ...{ id: "1", type: "case.reopened", at: "", actor: "Dana", sentence: "did it", text: "Words", rowId: "2" },
      ...given,
    };
    const isNamed = (name: string | null) => name === "Jo Price";
    const shown = entriesForOutside({
      timeline: [entry],
      contacts: CONTACTS,
      promises: PROMISES,
      letters: [{ id: "sent" }],
      isNamed,
    });
    expect(shown.map(({ sentence, text }) => (text ? `${sentence}: ${text}` : sentence))).toEqual(told);
  });
});
