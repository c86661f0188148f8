import type { ImprovementState } from "@/lib/platform/generated/enums";
import { newId } from "@/lib/shared/ids";
import { ReportRows } from "./report";
import type { Named } from "./store";

type Given = { title?: string; words?: string; state?: ImprovementState; dueOn?: string };

/** Improvement actions and their cycles. */
export abstract class ImprovementRows extends ReportRows {
  /** An action of a site that `owner` sees to. */
  async improvement({ id: siteId }: { id: string }, owner: Named, given: Given = {}): Promise<string> {
    const {
      title = "Call before a clinic is moved",
      words = "A call by noon.",
      state = "planned",
      dueOn = "2099-01-05",
    } = given;
    const [id, madeAt] = [newId(), new Date()];
    const judged = { measure: "issues", direction: "decrease", dueOn, doneOn: state === "done" ? "2020-01-06" : null };
    await this.insert("Improvement", {
      ...{ id, siteId, title, change: words, state, ...judged, ownerId: owner.id, madeById: owner.id, madeAt },
    });
    return id;
  }

  /** A cycle of an action that is under way. */
  async improvementCycle(place: { id: string }, owner: Named): Promise<string> {
    const id = newId();
    const improvementId = await this.improvement(place, owner, { state: "doing" });
    const begun = { begunById: owner.id, begunAt: new Date() };
    await this.insert("ImprovementCycle", { id, improvementId, siteId: place.id, plan: "Call ten people.", ...begun });
    return id;
  }
}
