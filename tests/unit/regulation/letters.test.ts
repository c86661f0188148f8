import { describe, expect, test } from "vitest";
import { approversOf, elementsOf, letterNeededFor } from "@/lib/letter/rules/demands";
import { PACKS, packOf } from "@/lib/regulation/rules";
import { packSchema } from "@/lib/regulation/schema";

const US = packOf({ packId: "us-hospital", packVersion: "2026-1" });
const [firstGroup] = US.letterElements;
const resolution = US.letterElements.find(
  ({ letter, kinds }) => letter === "resolution" && kinds.includes("grievance"),
);
const [need] = US.letterNeeded;
const [first, second] = US.approval;
const messagesOf = (pack: unknown) => packSchema.safeParse(pack).error?.issues.map(({ message }) => message) ?? [];

describe("what a pack asks of letters", () => {
  test("is the four elements of 42 CFR 482.13 in a US hospital, and each blocks", () => {
    const blocking = elementsOf(US, "resolution", "grievance").filter(({ blocks }) => blocks);
    expect(blocking.map(({ id }) => id)).toEqual(["contact_person", "steps_taken", "results", "date_completed"]);
    for (const { basis } of blocking) expect(basis).toBe("42 CFR 482.13(a)(2)(iii), A-0123");
  });

  test("is said of every kind of letter for every kind of case, in every pack", () => {
    for (const pack of PACKS)
      for (const { kind } of pack.kinds)
        for (const letter of ["acknowledgement", "update", "consent_request", "resolution", "change"] as const)
          expect([pack.id, kind, letter, elementsOf(pack, letter, kind).length > 0]).toEqual([
            pack.id,
            kind,
            letter,
            true,
          ]);
  });

  test("blocks by no mere default but where a sent letter is needed to answer at all", () => {
    for (const { id, letterElements } of PACKS)
      for (const { elements } of letterElements)
        for (const element of elements)
          if (element.basis.startsWith("no law") && element.blocks) expect([id, element.id]).toEqual([id, "results"]);
  });

  test("that was not read at its source says so", () => {
    const nursing = packOf({ packId: "us-nursing-home", packVersion: "2026-1" });
    expect(elementsOf(nursing, "resolution", "grievance")[0]?.basis).toMatch(/ \(not confirmed at its source\)$/);
    const unconfirmed = PACKS.filter(({ letterElements }) =>
      letterElements.some(({ elements }) => elements.some(({ isConfirmed }) => !isConfirmed)),
    );
    expect(new Set(unconfirmed.map(({ id }) => id))).toEqual(
      new Set(["us-hospital", "us-nursing-home", "wales", "india"]),
    );
  });

  test("is a sent letter before a grievance is answered or closed, and none for a compliment", () => {
    for (const pack of PACKS) {
      for (const state of ["answered", "closed"]) expect(letterNeededFor(pack, "grievance", state)).not.toBeNull();
      expect(letterNeededFor(pack, "grievance", "waiting")).toBeNull();
      expect(letterNeededFor(pack, "compliment", "closed")).toBeNull();
    }
  });

  test("is a manager's approval of what is grave, and never one's own", () => {
    for (const pack of PACKS) {
      const roles = (severity: number) =>
        approversOf(pack, { letter: "resolution", kind: "grievance", severity })?.roles;
      expect([roles(3), roles(2)]).toEqual([["manager"], ["supervisor", "manager"]]);
      expect(approversOf(pack, { letter: "acknowledgement", kind: "grievance", severity: 3 })).toBeNull();
      expect(pack.mayApproveOwn).toBe(false);
    }
  });

  test.each([
    ["nothing", { letterElements: [] }],
    ["a letter without elements", { letterElements: [{ ...firstGroup, elements: [] }] }],
    ["a letter of no kind of case", { letterElements: [{ ...firstGroup, kinds: [] }] }],
    [
      "an element nobody knows",
      { letterElements: [{ ...firstGroup, elements: [{ ...resolution?.elements[0], id: "poem" }] }] },
    ],
    [
      "an element without its source",
      { letterElements: [{ ...firstGroup, elements: [{ ...resolution?.elements[0], basis: " " }] }] },
    ],
    ["a block by a finding that is none", { letterBlocks: ["spelling"] }],
    ["a block by elements, which say it themselves", { letterBlocks: ["element"] }],
    ["a need before no state", { letterNeeded: [{ ...need, before: [] }] }],
    ["an approval by nobody", { approval: [{ ...first, roles: [] }] }],
    ["an approval by those who see no letters", { approval: [{ ...first, roles: ["administrator"] }] }],
    ["an approval from no severity", { approval: [{ ...first, severity: 0 }] }],
    ["no word on one's own letters", { mayApproveOwn: undefined }],
  ])("that is %s is refused", (_what, wrong) => {
    expect(packSchema.safeParse({ ...US, ...wrong }).success).toBe(false);
  });

  test.each([
    [
      "the same letter twice",
      { letterElements: [...US.letterElements, { ...resolution, kinds: ["grievance"] }] },
      "What the resolution letter of a grievance must hold is said twice.",
    ],
    [
      "an element twice",
      { letterElements: [{ ...resolution, elements: [...(resolution?.elements ?? []), resolution?.elements[0]] }] },
      "The resolution letter asks for contact_person twice.",
    ],
    ["a finding twice", { letterBlocks: ["issue", "issue"] }, "The finding issue is named twice."],
    ["a need twice", { letterNeeded: [need, need] }, "Whether a grievance needs a letter is said twice."],
    [
      "a need for a letter that may be empty",
      { letterNeeded: [{ ...need, kinds: ["complaint"] }] },
      "A complaint needs a resolution letter, and nothing says what it must hold.",
    ],
    [
      "an approval that is never reached",
      {
        approval: [
          { ...second, severity: 1 },
          { ...second, severity: 2 },
        ],
      },
      "An approval of the resolution letter of a grievance is never reached.",
    ],
    [
      "associates alone, none of whom may approve their own",
      { approval: [{ ...first, roles: ["associate"] }] },
      "An approval by associates alone leaves nobody where the author may not approve.",
    ],
    [
      "a kind not in use",
      { kinds: US.kinds.filter(({ kind }) => kind !== "compliment") },
      "The acknowledgement letter is for compliment, which is not in use.",
    ],
  ])("with %s contradicts itself", (_what, wrong, message) => {
    expect(messagesOf({ ...US, ...wrong })).toContain(message);
  });
});
