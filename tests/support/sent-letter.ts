import { createHash } from "node:crypto";
import { systemDb } from "@/lib/platform/db";
import type { ContactChannel, LetterWay } from "@/lib/platform/generated/enums";
import { isoDay } from "@/lib/shared/dates";
import { newId } from "@/lib/shared/ids";
import { aLetter, NOW } from "./factories";

type SentGiven = {
  of: { id: string; siteId: string; loggedById: string };
  kind?: "resolution" | "acknowledgement" | "update";
  at?: Date;
  way?: LetterWay;
  toldVia?: ContactChannel;
  findings?: string[];
  /** What the case said then; by default what it says now. */
  issues?: { id: string; finding: string | null; answer: string | null }[];
  /** Somebody else than the patient. */
  otherName?: string;
  text?: string;
  addressLines?: string[];
  mailedTo?: string;
};

/** An answer that went out by post now and says what the case says, with its contact; approved by whoever logged the case. */
export async function aSentLetter({ of, at = NOW, way = "post", toldVia, findings = [], ...given }: SentGiven) {
  const [caseId, siteId, by] = [of.id, of.siteId, of.loggedById];
  const issues = given.issues ?? (await issuesOf(caseId));
  const letter = await aLetter({
    ...{ of, kind: given.kind ?? "resolution", state: "sent", createdAt: at },
    ...(given.text ? { text: given.text } : {}),
    decidedFacts: { digest: "", facts: { issues } },
  });
  const contactId = newId();
  const channel = toldVia ?? "letter";
  const isSpoken = channel === "phone" || channel === "in_person";
  await systemDb().contact.create({
    data: {
      ...{ id: contactId, caseId, siteId, direction: "outgoing", channel, outcome: isSpoken ? "reached" : "sent", at },
      ...{
        summary: "The answer.",
        party: given.otherName ? "other" : "patient",
        otherName: given.otherName ?? null,
        mayBeTold: "yes",
        authorId: by,
        createdAt: at,
        idempotencyKey: newId(),
      },
    },
  });
  await systemDb().letterSending.create({
    data: {
      ...{ id: newId(), letterId: letter.id, caseId, siteId, contactId, text: letter.text, findings, way },
      ...{ authorId: by, approverId: by, sentById: by, at, sentOn: new Date(isoDay(at)) },
      ...{ addressLines: given.addressLines ?? [], mailedTo: given.mailedTo ?? null },
      ...(toldVia ? { toldVia, note: "They decline letters." } : {}),
      digest: createHash("sha256").update(letter.text).digest("hex"),
    },
  });
  return letter;
}

async function issuesOf(caseId: string) {
  const rows = await systemDb().issue.findMany({
    where: { caseId, voidedAt: null },
    select: { id: true, finding: true, answer: true },
    orderBy: { position: "asc" },
    take: 100,
  });
  return rows.map(({ finding, ...row }) => ({ ...row, finding: finding === "partly_upheld" ? "partly" : finding }));
}
