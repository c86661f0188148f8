import { newId } from "@/lib/shared/ids";
import type { Case } from "./case";
import { RequestRows } from "./request";
import type { Named } from "./store";

export type Dispute = { id: string; siteId: string; byId: string };

/** Billing disputes. */
export abstract class BillingRows extends RequestRows {
  /** The billing dispute of a case, in dollars. */
  async dispute(place: Named, { id: caseId }: Case, by: Named): Promise<Dispute> {
    const opened = { currency: "USD", digits: 2, openedAt: new Date(), openedById: by.id };
    const { id, siteId } = await this.insert("BillingDispute", { id: newId(), caseId, siteId: place.id, ...opened });
    return { id, siteId, byId: by.id };
  }

  /** A charge of 500 dollars, the first of its dispute. */
  async charge({ id: disputeId, siteId, byId }: Dispute): Promise<{ id: string }> {
    return this.insert("ChargeLine", {
      ...{ id: newId(), disputeId, siteId, position: 1, description: "MRI", amount: 50_000, reason: "Covered." },
      ...{ createdAt: new Date(), addedById: byId },
    });
  }

  async collectionHold({ id: disputeId, siteId, byId }: Dispute): Promise<{ id: string }> {
    const placed = { placedAt: new Date(), placedById: byId };
    return this.insert("CollectionHold", {
      id: newId(),
      disputeId,
      siteId,
      until: "2099-12-31",
      reason: "Appeal.",
      ...placed,
    });
  }

  /** A plan of one part, 500 dollars. */
  async plan({ id: disputeId, siteId, byId }: Dispute): Promise<{ id: string }> {
    const id = newId();
    // One statement, because a plan without its parts is refused.
    await this.write(
      `WITH plan AS (
         INSERT INTO "PaymentPlan" ("id", "disputeId", "siteId", "total", "agreedOn", "agreedWith", "agreedAt", "agreedById")
         VALUES ($1, $2, $3, 50000, now(), 'Ana', now(), $4))
       INSERT INTO "PaymentPart" ("id", "planId", "siteId", "position", "dueOn", "amount")
       VALUES ($5, $1, $3, 1, '2099-01-01', 50000)`,
      [id, disputeId, siteId, byId, newId()],
    );
    return { id };
  }
}
