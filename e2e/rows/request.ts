import { newId } from "@/lib/shared/ids";
import type { Place } from "./access";
import type { Case } from "./case";
import { ContactRows } from "./contact";
import { type Named, uniqueWord } from "./store";

export type Request = { id: string; question: string };

type RequestGiven = {
  question?: string;
  unit?: Named;
  shares?: ("words" | "patient" | "issues")[];
  /** Negative when it is late already. */
  dueInHours?: number;
};

/** What a unit is asked and what a patient was promised. */
export abstract class RequestRows extends ContactRows {
  /** A request to the unit whose responders `person` makes, due in a day unless told otherwise. */
  async request(place: Place, { id: caseId }: Case, by: Named, given: RequestGiven = {}): Promise<Request> {
    const { question = `What about ${uniqueWord()}?`, unit = place.units[0], shares = [], dueInHours = 24 } = given;
    const askedAt = new Date(Date.now() - 120 * 3_600_000);
    const row = {
      ...{ id: newId(), caseId, siteId: place.id, unitId: unit.id, question, askedById: by.id, askedAt },
      dueAt: new Date(Date.now() + dueInHours * 3_600_000),
      sharesWords: shares.includes("words"),
      sharesPatient: shares.includes("patient"),
      sharesIssues: shares.includes("issues"),
      idempotencyKey: newId(),
    };
    await this.insert("Request", row);
    return row;
  }

  /** A call that is due today. */
  async followUp(place: Place, { id: caseId }: Case, by: Named, attempts = 0): Promise<{ id: string }> {
    const row = {
      ...{ id: newId(), caseId, siteId: place.id, ownerId: by.id, dueOn: new Date(), channel: "phone" },
      ...{ what: "Tell them where we are.", party: "patient", plannedById: by.id, plannedAt: new Date() },
      idempotencyKey: newId(),
    };
    await this.insert("FollowUp", row);
    for (let count = 0; count < attempts; count++) {
      const attempt = { id: newId(), followUpId: row.id, siteId: place.id, at: new Date(), byId: by.id };
      await this.insert("FollowUpAttempt", { ...attempt, outcome: "no_answer", idempotencyKey: newId() });
    }
    return row;
  }

  /** A promise that is due today; one of an amount waits for approval. */
  async promise(place: Place, { id: caseId }: Case, by: Named, amount?: number): Promise<{ id: string }> {
    const money = amount ? { amount, currency: "GBP", digits: 2, money: "refund", approval: "pending" } : {};
    return this.insert("PatientPromise", {
      ...{ id: newId(), caseId, siteId: place.id, words: "We will call you.", party: "patient", ...money },
      ...{ madeById: by.id, madeAt: new Date(), ownerId: by.id, dueOn: new Date(), idempotencyKey: newId() },
    });
  }
}
