import { describe, expect, test } from "vitest";
import { checkLetter } from "@/lib/letter/rules/check";
import { outsideBodiesOf } from "@/lib/letter/rules/outside-bodies";
import { headOf, siteFactsOf } from "@/lib/letter/rules/site-head";
import { ENGLISH } from "@/lib/letter/rules/words-en";
import { PACKS, packOf, reachOn } from "@/lib/regulation/rules";
import { FACTS } from "./letter";

const DAY = "2026-11-22";

describe("how an outside body is reached", () => {
  test("is known of every body by the pack, or asked of the site", () => {
    for (const { id, outsideBodies } of PACKS)
      for (const body of outsideBodies) {
        const known = reachOn(body.reach, DAY);
        expect([id, body.id, known !== null || body.ask !== null]).toEqual([id, body.id, true]);
        expect([id, body.id, body.reach === null || known !== null]).toEqual([id, body.id, true]);
      }
  });

  test("goes by the day on which it is asked", () => {
    const entry = { id: "x", source: "s", isConfirmed: true };
    const moved = [
      { ...entry, validFrom: "2026-01-01", text: "Old Street" },
      { ...entry, validFrom: "2027-01-01", text: "New Street" },
    ];
    expect(reachOn("x", "2025-12-31", moved)).toBeNull();
    expect(reachOn("x", "2026-12-31", moved)?.text).toBe("Old Street");
    expect(reachOn("x", "2027-01-01", moved)?.text).toBe("New Street");
    expect(reachOn("y", "2027-01-01", moved)).toBeNull();
  });

  test("is what the site says of it under the same pack", () => {
    const pack = packOf({ packId: "england", packVersion: "2026-1" });
    const words = { bodyId: "pals", name: null, howToReach: "555-0101" };
    const reachOf = (packId: string) => outsideBodiesOf({ pack, words: [{ packId, ...words }], day: DAY })[1];
    expect(reachOf("england")).toEqual({ name: "The Patient Advice and Liaison Service", howToReach: "555-0101" });
    expect(reachOf("scotland")?.howToReach).toBe("");
  });
});

describe("a letter that names a body of which nobody has said how it is reached", () => {
  const element = { id: "outside_bodies" as const, label: "Outside bodies", basis: "the law", blocks: true };
  const findings = (text: string) =>
    checkLetter({
      ...{ text, letterKind: "resolution", language: "en", writtenOn: DAY, elements: [element], blocking: [] },
      facts: { ...FACTS, issues: [], outsideBodies: [{ name: "The State Agency", howToReach: "" }] },
      ...{ words: ENGLISH, forbidden: { privileged: [], otherPatients: [], staffNames: [] } },
    }).filter(({ kind }) => kind === "element");

  test("is asked for it, and not held back", () => {
    expect(findings("You can also turn to the State Agency.")).toMatchObject([
      { severity: "warns", message: expect.stringMatching(/^Say how to reach them: The State Agency\./) },
    ]);
  });

  test("holds it where a number or an address of the web stands beside the name", () => {
    expect(findings("You can also turn to the State Agency: 518-555-0171.")).toEqual([]);
    expect(findings("- The State Agency: www.agency.example")).toEqual([]);
  });
});

test("a letterhead has the address line by line, and what is missing leaves no trace", () => {
  const site = { name: "Northgate", address: " 1 Main Street \n\nSpringfield\n", phone: "555-0100", email: null };
  expect(headOf({ ...site, web: "www.n.example" })).toEqual({
    ...{ siteName: "Northgate", addressLines: ["1 Main Street", "Springfield"], phone: "555-0100" },
    footer: "www.n.example",
  });
  expect(siteFactsOf(site)).toEqual({ name: "Northgate", address: "1 Main Street, Springfield", phone: "555-0100" });
  expect(headOf({ name: "N", address: null, phone: null, email: null, web: null })).toEqual({
    ...{ siteName: "N", addressLines: [], phone: "", footer: "" },
  });
});
