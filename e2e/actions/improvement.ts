import type { ImprovementState } from "@/lib/platform/generated/enums";
import { newId } from "@/lib/shared/ids";
import { type Action, DECIDE, onCase, only, type Scene, UNKNOWN } from "../outcomes";
import { aCase, today } from "./scene";

const PATH = "/improvement";

/** An action that an associate of the site sees to: another associate may not tell how it goes. */
const anAction =
  (state?: ImprovementState) =>
  async ({ rows, place, staff }: Scene) => ({ improvementId: await rows.improvement(place, staff, { state }) });

export const IMPROVEMENT_ACTIONS: Action[] = [
  {
    name: "planImprovementAction",
    path: "/improvement/new",
    fields: async ({ place, staff }) => ({
      ...{ improvementId: newId(), where: place.id, title: "Call first", change: "A call by noon." },
      ...{ ownerId: staff.id, dueOn: today(30), measure: "received", direction: "decrease" },
    }),
    own: only(["supervisor", "manager"], "done", "FORBIDDEN"),
    foreign: UNKNOWN,
  },
  {
    name: "changeImprovementAction",
    path: PATH,
    fields: async (scene) => {
      const judged = { measure: "issues", direction: "decrease", dueOn: "2099-01-05", ownerId: scene.staff.id };
      const base = { title: "Call before a clinic is moved", change: "A call by noon.", ...judged };
      const seen = Object.fromEntries(Object.entries(base).map(([name, value]) => [`base.${name}`, value]));
      return { ...(await anAction()(scene)), ...base, title: "Ring before a clinic is moved", ...seen };
    },
    own: DECIDE,
    foreign: UNKNOWN,
  },
  {
    name: "linkCaseToImprovementAction",
    path: PATH,
    fields: async (scene) => ({ ...(await anAction()(scene)), reference: (await aCase(scene)).reference }),
    own: DECIDE,
    foreign: UNKNOWN,
  },
  { name: "startImprovementAction", path: PATH, fields: anAction("planned"), own: DECIDE, foreign: UNKNOWN },
  {
    name: "finishImprovementAction",
    path: PATH,
    fields: async (scene) => ({ ...(await anAction("doing")(scene)), doneOn: today(-2) }),
    own: DECIDE,
    foreign: UNKNOWN,
  },
  {
    name: "abandonImprovementAction",
    path: PATH,
    fields: async (scene) => ({ ...(await anAction()(scene)), reason: "The clinic closed." }),
    own: DECIDE,
    foreign: UNKNOWN,
  },
  {
    name: "reopenImprovementAction",
    path: PATH,
    fields: async (scene) => ({ ...(await anAction("done")(scene)), reason: "It came back." }),
    own: DECIDE,
    foreign: UNKNOWN,
  },
  {
    name: "verifyImprovementAction",
    path: PATH,
    fields: async (scene) => ({
      ...(await anAction("done")(scene)),
      ...{ study: "Fewer since.", verdict: "effective", youSaid: "It had moved.", weDid: "We call before it moves." },
    }),
    own: onCase(["manager"]),
    foreign: UNKNOWN,
  },
  {
    name: "beginCycleAction",
    path: PATH,
    fields: async (scene) => ({ ...(await anAction("doing")(scene)), cycleId: newId(), plan: "Call ten people." }),
    own: DECIDE,
    foreign: UNKNOWN,
  },
  {
    name: "decideCycleAction",
    path: PATH,
    fields: async ({ rows, place, staff }) => ({
      ...{ cycleId: await rows.improvementCycle(place, staff), did: "Called ten.", studied: "Nine knew." },
      decision: "adopt",
    }),
    own: DECIDE,
    foreign: UNKNOWN,
  },
];
