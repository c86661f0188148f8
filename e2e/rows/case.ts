import { formatReference } from "@/lib/case/rules";
import type { CaseKind, CaseState } from "@/lib/platform/generated/enums";
import { newId } from "@/lib/shared/ids";
import type { Place } from "./access";
import { PatientRows } from "./patient";
import { type Named, uniqueWord } from "./store";

export type Case = { id: string; reference: string; about: string; words: string; state: CaseState; issueId: string };

type CaseGiven = {
  about?: string;
  words?: string;
  kind?: CaseKind;
  state?: CaseState;
  severity?: 1 | 2 | 3;
  receivedAt?: Date;
  owner?: Named;
  patient?: Named;
  unit?: Named;
};

/** Cases and what stands on one. */
export abstract class CaseRows extends PatientRows {
  async case(place: Place, by: Named, given: CaseGiven = {}): Promise<Case> {
    const { about = `About ${uniqueWord()}`, owner, patient, unit, kind = "complaint", severity = 2 } = given;
    const state = given.state ?? (owner ? "triaged" : "new");
    const receivedAt = given.receivedAt ?? new Date();
    const row = {
      ...{ id: newId(), about, kind, severity, state, receivedAt, updatedAt: receivedAt, loggedAt: receivedAt },
      words: given.words ?? `${about}, they say.`,
      reference: await this.nextReference(),
      siteId: place.id,
      unitId: unit?.id ?? null,
      patientId: patient?.id ?? null,
      ownerId: owner?.id ?? null,
      channel: "phone",
      reporterKind: "patient",
      loggedById: by.id,
      closedAt: state === "closed" ? receivedAt : null,
      // Or else the worker counts the clocks of hundreds of cases, which took minutes from the tests and is nobody's question.
      clocksAt: receivedAt,
      idempotencyKey: newId(),
    };
    await this.insert("Case", row);
    await this.write(
      'UPDATE "Case" SET "packId" = "Site"."packId" FROM "Site" WHERE "Site"."id" = $1 AND "Case"."id" = $2',
      [place.id, row.id],
    );
    const issueId = newId();
    await this.insert("Issue", {
      id: issueId,
      caseId: row.id,
      siteId: place.id,
      position: 1,
      summary: about,
      severity,
    });
    if (state === "closed") await this.closing(place, row, by);
    return { ...row, issueId };
  }

  /** An issue beside the first. */
  async issue({ id: siteId }: Place, { id: caseId }: { id: string }): Promise<string> {
    const row = { id: newId(), caseId, siteId, position: 2, summary: `About ${uniqueWord()}`, severity: 1 };
    return (await this.insert("Issue", row)).id;
  }

  /** Counts for the charts what has changed, as the job of every minute does. */
  async countDays(): Promise<void> {
    let isMore = true;
    while (isMore) {
      const [row] = await this.read<{ counted: boolean }>('SELECT heard_rollup_next() AS "counted"', []);
      isMore = row?.counted ?? false;
    }
  }

  private async closing({ id: siteId }: Place, row: { id: string; receivedAt: Date }, { id: closedById }: Named) {
    await this.insert("Closing", {
      ...{ id: newId(), caseId: row.id, siteId, outcome: "satisfied", summary: "They are content." },
      ...{ hasChanged: false, lesson: "A slip.", closedById, closedAt: row.receivedAt },
    });
  }

  /** A pause of the clocks of a case that nobody has ended. */
  async pause({ id: siteId }: Place, caseId: string, by: Named): Promise<{ id: string }> {
    const row = { id: newId(), caseId, siteId, reasonId: "consent", from: new Date(), byId: by.id };
    return this.insert("ClockPause", row);
  }

  async escalation(place: Place, { id: caseId }: Case, by: Named, reason = "It has stood still."): Promise<Named> {
    await this.write('UPDATE "Case" SET "escalatedAt" = now() WHERE "id" = $1', [caseId]);
    const row = { id: newId(), caseId, siteId: place.id, reason, raisedById: by.id, raisedAt: new Date() };
    await this.insert("Escalation", row);
    return { id: row.id, name: reason };
  }

  /** A lower kind that waits for a second person. */
  async proposal(place: Place, { id: caseId }: Case, by: Named, reason = "It was settled."): Promise<Named> {
    const row = { id: newId(), caseId, siteId: place.id, from: "complaint", to: "concern", reason };
    await this.insert("KindChange", { ...row, proposedById: by.id, proposedAt: new Date() });
    return { id: row.id, name: reason };
  }

  /** A case that `by` has just handed over from one person to another, as far as its rows tell. */
  async handover(
    place: Named,
    by: Named,
    from: Named,
    to: Named,
    caseId: string,
  ): Promise<{ id: string; partId: string }> {
    const row = {
      id: newId(),
      siteId: place.id,
      fromId: from.id,
      byId: by.id,
      reason: "Leave.",
      createdAt: new Date(),
    };
    await this.insert("Handover", row);
    const part = { id: newId(), handoverId: row.id, siteId: place.id, toId: to.id, caseIds: [caseId] };
    await this.insert("HandoverPart", part);
    return { id: row.id, partId: part.id };
  }

  /** From the app's own counter, so that no case logged meanwhile gets the same number. */
  private async nextReference(): Promise<string> {
    const year = new Date().getUTCFullYear();
    const [row] = await this.read<{ last: number }>(
      `INSERT INTO "CaseCounter" ("year", "last") VALUES ($1, 1)
       ON CONFLICT ("year") DO UPDATE SET "last" = "CaseCounter"."last" + 1 RETURNING "last"`,
      [year],
    );
    return formatReference(year, row?.last ?? 0);
  }
}
