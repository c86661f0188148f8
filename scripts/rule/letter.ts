import { z } from "zod";
import { CaseKind } from "@/lib/case/schema";
import { checkLetter, LETTER_KINDS } from "@/lib/letter/rules/check";
import { approversOf, elementsOf } from "@/lib/letter/rules/demands";
import { shippedWords } from "@/lib/letter/rules/shipped-words";
import { findPack } from "./packs";

const oneOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.enum(values, { error: `This must be one of: ${values.join(", ")}.` });
const day = z.iso.date({ error: "Write the day like 2026-03-03." });
const text = z.string({ error: "This must be a text." });

const issueSchema = z.strictObject({
  id: text.optional(),
  position: z.int().min(1).optional(),
  summary: text,
  finding: oneOf(["upheld", "partly", "not_upheld"]).nullable().default(null),
  answer: text.nullable().default(null),
});

const factsSchema = z.strictObject({
  reference: text.default(""),
  patientName: text.default(""),
  contactPerson: z.strictObject({ name: text, phone: text.nullable().optional() }).nullable().default(null),
  steps: z.array(text).default([]),
  completedOn: day.nullable().default(null),
  receivedOn: day.nullable().default(null),
  issues: z.array(issueSchema).default([]),
  outsideBodies: z.array(z.strictObject({ name: text, howToReach: text.default("") })).default([]),
  site: z
    .strictObject({ name: text.default(""), address: text.default(""), phone: text.default("") })
    .default({ name: "", address: "", phone: "" }),
});

const rowSchema = z.strictObject({
  id: z.union([z.string(), z.number()]).optional(),
  text,
  letter: oneOf(LETTER_KINDS).default("resolution"),
  language: text.default("en"),
  writtenOn: day,
  pack: text,
  version: text.optional(),
  kind: z.enum(CaseKind, { error: `This must be one of: ${Object.values(CaseKind).join(", ")}.` }).default("grievance"),
  severity: z.int().min(1).max(3).default(2),
  facts: factsSchema.default(factsSchema.parse({})),
  forbidden: z
    .strictObject({
      privileged: z.array(text).default([]),
      otherPatients: z.array(z.strictObject({ name: text, numbers: z.array(text).default([]) })).default([]),
      staffNames: z.array(text).default([]),
    })
    .default({ privileged: [], otherPatients: [], staffNames: [] }),
});

/** The findings of a letter by a pack and the facts of its case, whether it may go out as it is, and who approves it. */
export function answerLetter(row: Record<string, unknown>): Record<string, unknown> {
  const given = rowSchema.parse(row);
  const pack = findPack(given.pack, given.version, new Date(given.writtenOn));
  const facts = {
    ...given.facts,
    issues: given.facts.issues.map((issue, index) => ({
      ...issue,
      id: issue.id ?? String(index + 1),
      position: issue.position ?? index + 1,
    })),
  };
  const found = checkLetter({
    ...{ text: given.text, letterKind: given.letter, language: given.language, writtenOn: given.writtenOn },
    ...{ facts, forbidden: given.forbidden, words: shippedWords(given.language) },
    ...{ elements: elementsOf(pack, given.letter, given.kind), blocking: pack.letterBlocks },
  });
  const approval = approversOf(pack, { letter: given.letter, kind: given.kind, severity: given.severity });
  return {
    ...(given.id === undefined ? {} : { id: given.id }),
    ...{ pack: pack.id, version: pack.version },
    mayBeSent: found.every(({ severity }) => severity !== "blocks"),
    approvers: approval?.roles ?? [],
    findings: found.map(({ entry: _, ...finding }) => finding),
  };
}
