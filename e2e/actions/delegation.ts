import { newId } from "@/lib/shared/ids";
import { type Action, only, UNKNOWN } from "../outcomes";

export const DELEGATION_ACTIONS: Action[] = [
  {
    name: "recordDelegationAction",
    path: "/admin/committee",
    fields: async ({ rows, place }) => ({
      ...{
        delegationId: newId(),
        siteId: place.id,
        base: String(await rows.count("Delegation", '"siteId" = $1', place.id)),
      },
      ...{ committee: "Grievance committee", signedBy: "Chair", adoptedOn: "2026-01-05", ends: "never", expiresOn: "" },
    }),
    own: only(["manager", "administrator"], "done", "NOT_FOUND"),
    foreign: UNKNOWN,
  },
];
