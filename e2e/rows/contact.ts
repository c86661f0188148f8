import { CHAIN_START, hashLink } from "@/lib/events/chain";
import { newId } from "@/lib/shared/ids";
import type { Place } from "./access";
import type { Case } from "./case";
import { CaseJoinRows } from "./case-join";
import type { Named } from "./store";

/** Notes, calls, files and what people are told. */
export abstract class ContactRows extends CaseJoinRows {
  /** So many notes on a case that has no event yet, each with the event that tells of it. */
  async notes(place: Named, { id: caseId }: Case, by: Named, count: number): Promise<void> {
    let prevHash = CHAIN_START;
    for (let position = 1; position <= count; position++) {
      const note = { id: newId(), caseId, siteId: place.id, authorId: by.id, body: `Note ${position} of ${count}` };
      await this.insert("Note", { ...note, createdAt: new Date(), idempotencyKey: newId() });
      const link = {
        ...{ id: newId(), chain: `case:${caseId}`, position, type: "note.added", at: new Date() },
        ...{ actorId: by.id, actorName: by.name, siteId: place.id, data: { noteId: note.id } },
      };
      const hash = hashLink(prevHash, link);
      await this.insert("Event", { ...link, prevHash, hash });
      prevHash = hash;
    }
  }

  /** A call in which `by` reached the patient. */
  async contact(place: Place, { id: caseId }: Case, by: Named, at = new Date()): Promise<{ id: string }> {
    await this.write('UPDATE "Case" SET "lastHeardAt" = $1 WHERE "id" = $2', [at, caseId]);
    return this.insert("Contact", {
      ...{ id: newId(), caseId, siteId: place.id, direction: "outgoing", channel: "phone", outcome: "reached" },
      ...{ at, party: "patient", mayBeTold: "yes", summary: "Told them where we are." },
      ...{ authorId: by.id, idempotencyKey: newId() },
    });
  }

  /** A note of theirs in which `person` names themselves: enough to be told of. */
  async mention(place: Place, { id: caseId }: Case, person: Named): Promise<{ id: string }> {
    const at = { caseId, siteId: place.id };
    const body = `@${person.name} look.`;
    const note = await this.insert("Note", { id: newId(), ...at, authorId: person.id, body, idempotencyKey: newId() });
    return this.insert("NoteMention", { id: newId(), noteId: note.id, ...at, personId: person.id });
  }

  /** That somebody was mentioned in a note, unread. */
  async notification(place: Place, { id: caseId }: Case, person: Named): Promise<{ id: string }> {
    const row = { id: newId(), personId: person.id, siteId: place.id, caseId, type: "mentioned" };
    return this.insert("Notification", { ...row, dedupeKey: row.id, createdAt: new Date() });
  }

  /** An e-mail that was given up. */
  async deadLetter(person: Named): Promise<{ id: string }> {
    const now = new Date();
    const row = { id: newId(), kind: "bundle", personId: person.id, state: "dead", attempts: 10 };
    return this.insert("MailDelivery", { ...row, key: row.id, nextAttemptAt: now, createdAt: now, settledAt: now });
  }

  /** A picture on a case, without bytes behind it: no worker reads it meanwhile. */
  async file(place: Place, { id: caseId }: Case, by: Named, name = "letter.png"): Promise<Named> {
    const row = {
      ...{ id: newId(), caseId, siteId: place.id, key: newId(), idempotencyKey: newId(), name },
      ...{ kind: "png", bytes: 5, sha256: "0".repeat(64), scan: "clean" },
      ...{ uploadedById: by.id, uploadedAt: new Date() },
    };
    return this.insert("Attachment", row);
  }
}
