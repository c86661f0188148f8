import { sitesFor } from "@/lib/access/policy";
import { listTeam } from "@/lib/access/queries";
import { listCovered } from "@/lib/access/queries/absences";
import { listUnloadedSites } from "@/lib/calendar/queries";
import { listHandoverNews } from "@/lib/case/queries/caseload";
import { countOwn, listAtRisk, listOwnClosed, listOwnOpen, listUnassigned } from "@/lib/case/queries/lists";
import { countTabs, listTriage } from "@/lib/case/queries/queue";
import { listBackFromWaiting } from "@/lib/case/queries/waiting";
import { listMentions } from "@/lib/contact/queries";
import { listDelegationWarnings } from "@/lib/delegation/queries";
import { listAnsweredForViewer } from "@/lib/escalation/queries/answered";
import { listBrokenPromises, listOwnCalls, listOwnPromises, listToApprove } from "@/lib/follow-up/queries";
import { listOwnActions, listToVerify } from "@/lib/improvement/queries/list";
import { countCasesByWeek, listTopUnits, measureInTime, tallyCases } from "@/lib/insight/queries/my-day";
import { readTrend } from "@/lib/insight/queries/trend";
import { listDraftedFor } from "@/lib/letter/queries/drafted";
import { listLettersToDecide } from "@/lib/letter/queries/letters";
import type { Viewer } from "@/lib/platform/viewer";
import { listProposedKinds } from "@/lib/regulation/queries";
import { listOwnLate, listRepliesIn, listTeamLate } from "@/lib/request/queries";
import { askBySize } from "./by-size";

const RUNS = Number(process.env.HEARD_BENCH_RUNS ?? 30);
/** What the dashboards may take longer among a million cases than among ten thousand. */
const TARGET = 1.5;
const UNHEARD_DAYS = 7;
const now = new Date();

type Read = (viewer: Viewer, covered: string[]) => Promise<unknown>[];

/** What My day reads for everybody, one after another as the page does, and then what it reads of the role. */
async function readDay(viewer: Viewer, read: Read): Promise<unknown> {
  await listHandoverNews(viewer);
  await listMentions(viewer);
  await listDraftedFor(viewer, now, [viewer.personId, ...(await listCovered(viewer, now))]);
  await listDelegationWarnings(viewer, now);
  await listLettersToDecide(viewer);
  await listUnloadedSites(viewer, now);
  return Promise.all(read(viewer, await listCovered(viewer, now)));
}

const ofAssociate: Read = (viewer, covered) => [
  listOwnOpen(viewer, now),
  listOwnClosed(viewer, now),
  countOwn(viewer, UNHEARD_DAYS, now),
  listBackFromWaiting(viewer, now, covered),
  listUnassigned(viewer, now),
  countTabs(viewer, ["mine", "unassigned"]),
  listAnsweredForViewer(viewer, now),
  listRepliesIn(viewer, now),
  listOwnLate(viewer, now),
  listOwnCalls(viewer, now, covered),
  listOwnPromises(viewer, now, covered),
  listOwnActions(viewer, now),
];

const ofSupervisor: Read = (viewer, covered) => [
  listTriage(viewer, now),
  countTabs(viewer, ["unassigned"]),
  listAtRisk(viewer, now),
  listProposedKinds(viewer),
  listTeam(viewer, sitesFor(viewer, "case.assign"), now),
  tallyCases(viewer, now),
  listBackFromWaiting(viewer, now, covered),
  listRepliesIn(viewer, now),
  listTeamLate(viewer, now),
  listBrokenPromises(viewer, now, [viewer.personId, ...covered]),
  listToApprove(viewer, now),
  listOwnCalls(viewer, now, covered),
  listOwnPromises(viewer, now, covered),
  listOwnActions(viewer, now),
];

const ofManager: Read = (viewer, covered) => [
  countCasesByWeek(viewer, now),
  listTopUnits(viewer, now),
  tallyCases(viewer, now),
  countTabs(viewer, ["unassigned", "escalated"]),
  measureInTime(viewer, now),
  readTrend(viewer, now),
  listAtRisk(viewer, now),
  listBackFromWaiting(viewer, now, covered),
  listToApprove(viewer, now),
  listOwnCalls(viewer, now, covered),
  listOwnPromises(viewer, now, covered),
  listOwnActions(viewer, now),
  listToVerify(viewer, now),
];

for (const [role, read] of Object.entries({ associate: ofAssociate, supervisor: ofSupervisor, manager: ofManager })) {
  const name = `my day of the ${role}, the whole page`;
  const question = { name, ask: (size: { viewer: Viewer }) => () => readDay(size.viewer, read) };
  await askBySize(`${role}@heard.example`, [question], RUNS, TARGET);
}
process.exit(0);
