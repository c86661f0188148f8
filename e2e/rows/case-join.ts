import { newId } from "@/lib/shared/ids";
import { tagKey } from "@/lib/tag/rules";
import type { Place } from "./access";
import { type Case, CaseRows } from "./case";
import { type Named, uniqueWord } from "./store";

/** What brings cases together. */
export abstract class CaseJoinRows extends CaseRows {
  /** Two cases of which the second is merged into the first. */
  async caseMerge(place: Place, by: Named): Promise<{ id: string; survivor: Case; merged: Case }> {
    const [survivor, merged] = [await this.case(place, by), await this.case(place, by)];
    const snapshot = JSON.stringify({ state: "new", ownerId: null, closedAt: null, issues: [], requests: [] });
    const ids = { id: newId(), siteId: place.id, survivorId: survivor.id, mergedId: merged.id };
    await this.write('UPDATE "Case" SET "mergedIntoId" = $1 WHERE "id" = $2', [survivor.id, merged.id]);
    const told = { reason: "One fall.", snapshot, mergedById: by.id, mergedAt: new Date() };
    await this.insert("CaseMerge", { ...ids, ...told });
    return { id: ids.id, survivor, merged };
  }

  async link(place: Place, by: Named): Promise<{ id: string; from: Case; to: Case }> {
    const [from, to] = [await this.case(place, by), await this.case(place, by)];
    const ends = { id: newId(), siteId: place.id, fromId: from.id, toId: to.id };
    await this.insert("CaseLink", { ...ends, type: "related", createdById: by.id, createdAt: new Date() });
    return { id: ends.id, from, to };
  }

  /** A tag of its own on a case. */
  async referral({ id: siteId }: Place, caseId: string, by: Named): Promise<string> {
    const row = { id: newId(), caseId, siteId, body: "The Ombudsman", referredOn: new Date(), recordedById: by.id };
    await this.insert("Referral", { ...row, recordedAt: new Date() });
    return row.id;
  }

  async tag({ id: siteId }: Place, caseId: string, by: Named): Promise<string> {
    const label = uniqueWord();
    const tag = { id: newId(), siteId, label, key: tagKey(label), createdById: by.id, createdAt: new Date() };
    await this.insert("Tag", tag);
    const row = { id: newId(), caseId, tagId: tag.id, siteId, addedById: by.id, addedAt: new Date() };
    await this.insert("CaseTag", row);
    return tag.id;
  }
}
