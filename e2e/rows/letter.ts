import { createHash } from "node:crypto";
import { newId } from "@/lib/shared/ids";
import type { Place } from "./access";
import { BillingRows } from "./billing";
import type { Case } from "./case";
import type { Named } from "./store";

type Letter = { id: string; text: string };
type State = "draft" | "for_approval" | "approved" | "sending" | "sent";

/** Letters, and the templates that they begin from. */
export abstract class LetterRows extends BillingRows {
  /** An answer to the one issue of a case, by `by`. */
  async letter({ id: siteId }: Place, { id: caseId, about }: Case, by: Named, state: State = "draft") {
    const at = new Date();
    const text = `Dear Ana,\n\n## ${about}\n\nYou were right. We are sorry. We uphold this.`;
    const saved = { savedById: by.id, savedAt: at, authorId: by.id, createdAt: at };
    const asked = { submittedById: by.id, submittedAt: at, submittedFacts: "{}" };
    const row = {
      ...{ id: newId(), caseId, siteId, kind: "resolution", language: "en", state, text, template: "Answer", ...saved },
      ...(state === "draft" ? {} : asked),
      ...(state === "draft" || state === "for_approval" ? {} : { decidedById: by.id, decidedAt: at }),
      idempotencyKey: newId(),
    };
    await this.insert("Letter", row);
    await this.insert("LetterVersion", { id: newId(), letterId: row.id, siteId, number: 1, text, authorId: by.id, at });
    return row;
  }

  /** A letter on its way by e-mail, by `by`. */
  async letterMail(place: Place, of: Case, by: Named): Promise<{ letterId: string; mailId: string }> {
    const { id: letterId } = await this.letter(place, of, by, "sending");
    const [mailId, at] = [newId(), new Date()];
    const delivery = { id: mailId, kind: "letter", key: `letter:${mailId}`, personId: by.id, caseId: of.id };
    await this.insert("MailDelivery", { ...delivery, nextAttemptAt: new Date("2099-01-05"), createdAt: at });
    const mail = { id: mailId, letterId, caseId: of.id, siteId: place.id, address: "ana@example.org" };
    await this.insert("LetterMail", { ...mail, askedById: by.id, askedAt: at });
    return { letterId, mailId };
  }

  /** A letter that was posted, by `by`. */
  async sentLetter(place: Place, of: Case, by: Named): Promise<{ letterId: string; sendingId: string }> {
    const { id: letterId, text } = await this.letter(place, of, by, "sent");
    const [sendingId, contactId, at] = [newId(), newId(), new Date()];
    const { id: siteId } = place;
    const how = { direction: "outgoing", channel: "letter", outcome: "sent", party: "patient", mayBeTold: "yes" };
    const logged = {
      id: contactId,
      caseId: of.id,
      siteId,
      at,
      authorId: by.id,
      createdAt: at,
      idempotencyKey: newId(),
    };
    await this.insert("Contact", { ...logged, ...how, summary: "Answer: by post." });
    const hands = { authorId: by.id, approverId: by.id, sentById: by.id };
    const digest = createHash("sha256").update(text).digest("hex");
    const sent = { id: sendingId, letterId, caseId: of.id, siteId, contactId, text, digest, findings: "[]", ...hands };
    await this.insert("LetterSending", { ...sent, way: "post", sentOn: at.toISOString().slice(0, 10), at });
    return { letterId, sendingId };
  }

  async letterComment({ id: siteId }: Place, { id: letterId }: Letter, by: Named): Promise<string> {
    const row = { id: newId(), letterId, siteId, body: "Say what for.", authorId: by.id, at: new Date() };
    return (await this.insert("LetterComment", row)).id;
  }

  /** A word that the site added to its list of jargon. Returns its id. */
  async letterWord({ id: siteId }: Place, by: Named): Promise<string> {
    const phrase = `word${newId()}`;
    const row = { id: newId(), siteId, language: "en", kind: "jargon", isOff: false, phrase, key: phrase };
    return (await this.insert("LetterWord", { ...row, offer: "plain", addedById: by.id, addedAt: new Date() })).id;
  }

  /** Letters that were printed together, whose file is not kept any more. Returns the id. */
  async letterBatch({ id: siteId, name: siteName }: Place, by: Named, letters: Letter[] = []): Promise<string> {
    const at = new Date();
    const head = JSON.stringify({ siteName, addressLines: [], phone: "", footer: "" });
    const made = { siteId, madeById: by.id, madeAt: at, withAddressSheets: true, letterhead: head };
    const printed = { bytes: 9, printedAt: at, expiresAt: at, sweptAt: at };
    const { id: batchId } = await this.insert("LetterBatch", { id: newId(), ...made, ...printed });
    for (const [position, { id: letterId }] of letters.entries()) {
      const entry = { id: newId(), batchId, letterId, siteId, position, version: 1, sendingId: newId() };
      await this.insert("LetterBatchEntry", { ...entry, addressLines: ["Ana", "1 Main Street"] });
    }
    return batchId;
  }

  async batchEntryId(batchId: string): Promise<string> {
    const [row] = await this.read<{ id: string }>('SELECT "id" FROM "LetterBatchEntry" WHERE "batchId" = $1', [
      batchId,
    ]);
    return row?.id ?? newId();
  }

  /** A template in Spanish of a kind of case that no other has, not signed off yet. Returns the id of its version. */
  async translation({ id: siteId }: Place, by: Named): Promise<string> {
    const template = { id: newId(), siteId, kind: "change", language: `es-${newId().slice(-8)}`, ownerId: by.id };
    await this.insert("LetterTemplate", { ...template, reviewOn: "2099-01-05", createdAt: new Date() });
    const row = { id: newId(), templateId: template.id, siteId, number: 1, body: "Hola", writtenById: by.id };
    return (await this.insert("LetterTemplateVersion", { ...row, writtenAt: new Date() })).id;
  }
}
