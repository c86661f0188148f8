import { describe, expect, test } from "vitest";
import type { EventType } from "@/lib/events/schema";
import { printCaseFile } from "@/lib/export/print/case-file";
import { facts, heading, paragraph, section } from "@/lib/export/rules/blocks";
import { entriesForOthers } from "@/lib/export/rules/case-timeline";
import { naughtyStrings } from "@/tests/support/naughty-strings";
import { readPdf } from "@/tests/support/read-pdf";

const PRINTING = {
  ...{ by: "Dana Moreau", at: new Date("2026-11-22T14:02:00Z"), zone: "Europe/London", country: "GB" },
  ...{ siteName: "St Brigid 🏥", reference: "PR-26-000001-9", scope: "Complete." },
};

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

  test.each<[EventType, string[]]>([
    ["contact.logged", ["Words"]],
    ["case.closed", ["Words"]],
    ["case.handed_over", [""]],
    ["issue.agreed", [""]],
    ["escalation.sent_back", [""]],
    ["request.answered", [""]],
    ["kind.declined", [""]],
    ["note.added", []],
    ["letter.commented", []],
  ])("to others tells of %s: %j", (type, told) => {
    const entry = { id: "1", type, at: "", actor: "Dana", sentence: "did it", text: "Words", rowId: "2" };
    expect(entriesForOthers([entry]).map(({ text }) => text ?? "")).toEqual(told);
  });
});
