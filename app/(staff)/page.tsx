import type { Metadata } from "next";
import { AdministratorDay } from "@/components/access/administrator-day";
import { CalendarWarnings } from "@/components/calendar/calendar-warnings";
import { AssociateDay } from "@/components/case/associate-day";
import { AtRiskCard } from "@/components/case/at-risk-card";
import { BackFromWaiting } from "@/components/case/back-from-waiting";
import { HandoverNews } from "@/components/case/handover-news";
import { SupervisorDay } from "@/components/case/supervisor-day";
import { MentionList } from "@/components/contact/mention-list";
import { BrokenPromises, CallsToMake, PromisesToApprove, PromisesToKeep } from "@/components/follow-up/day-cards";
import { ManagerDay } from "@/components/insight/manager-day";
import { PageHeader } from "@/components/layout/page-header";
import { LettersToDecide } from "@/components/letter/letters-to-decide";
import { ProposedKinds } from "@/components/regulation/proposed-kinds";
import { RequestNews } from "@/components/request/request-news";
import { ResponderDay } from "@/components/request/responder-day";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { homeRole, sitesFor } from "@/lib/access/policy";
import { countPeople, listFormerOwners, listManagedSites, listOwners } from "@/lib/access/queries";
import { listUnloadedSites } from "@/lib/calendar/queries";
import { listHandoverNews } from "@/lib/case/queries/caseload";
import { listAtRisk, listOwnClosed, listOwnOpen, listUnassigned } from "@/lib/case/queries/lists";
import { countTabs, listTriage } from "@/lib/case/queries/queue";
import { listBackFromWaiting } from "@/lib/case/queries/waiting";
import { listMentions } from "@/lib/contact/queries";
import { listAnsweredForViewer } from "@/lib/escalation/queries";
import { listBrokenPromises, listOwnCalls, listOwnPromises, listToApprove } from "@/lib/follow-up/queries";
import { countCasesByWeek, listTopUnits, measureInTime, tallyCases } from "@/lib/insight/queries";
import { listLettersToDecide } from "@/lib/letter/queries/letters";
import { requireViewer, type Viewer } from "@/lib/platform/viewer";
import { listProposedKinds } from "@/lib/regulation/queries";
import {
  listAskedOfMyUnits,
  listOwnLate,
  listRepliesIn,
  listSettledByMyUnits,
  listTeamLate,
} from "@/lib/request/queries";
import { formatWeekday, greetingAt } from "@/lib/shared/dates";

export const metadata: Metadata = { title: "My day" };

export default async function MyDayPage() {
  const viewer = await requireViewer();
  const now = new Date();
  const firstName = viewer.name.split(/\s+/u)[0];
  return (
    <>
      <PageHeader
        title={`${greetingAt(now, viewer.zone)}, ${firstName}`}
        description={`${formatWeekday(now, viewer.zone)}.`}
      />
      <HandoverNews news={await listHandoverNews(viewer)} now={now.toISOString()} />
      <MentionList mentions={await listMentions(viewer)} now={now.toISOString()} />
      <LettersToDecide letters={await listLettersToDecide(viewer)} now={now.toISOString()} />
      <CalendarWarnings sites={await listUnloadedSites(viewer, now)} />
      <Day viewer={viewer} now={now} />
    </>
  );
}

async function Day({ viewer, now }: { viewer: Viewer; now: Date }) {
  const role = homeRole(viewer);
  const at = now.toISOString();
  switch (role) {
    case "associate": {
      const [open, closed, back, unassigned, counts, answers, replies, late, calls, promises] = await Promise.all([
        listOwnOpen(viewer, now),
        listOwnClosed(viewer, now),
        listBackFromWaiting(viewer, now),
        listUnassigned(viewer, now),
        countTabs(viewer, ["mine", "unassigned"]),
        listAnsweredForViewer(viewer, now),
        listRepliesIn(viewer, now),
        listOwnLate(viewer, now),
        listOwnCalls(viewer, now),
        listOwnPromises(viewer, now),
      ]);
      return (
        <AssociateDay {...{ open, closed, unassigned, counts, answers }} ownerId={viewer.personId} now={at}>
          <BackFromWaiting cases={back} />
          <PromisesToKeep promises={promises} />
          <CallsToMake calls={calls} />
          <RequestNews replies={replies} late={late} now={at} />
        </AssociateDay>
      );
    }
    case "supervisor": {
      const [triage, atRisk, proposals, team, former, tally, back, replies, late, broken, pending, calls, promises] =
        await Promise.all([
          listTriage(viewer, now),
          listAtRisk(viewer, now),
          listProposedKinds(viewer),
          listOwners(viewer, sitesFor(viewer, "case.assign"), now),
          listFormerOwners(viewer, sitesFor(viewer, "case.assign")),
          tallyCases(viewer, now),
          listBackFromWaiting(viewer, now),
          listRepliesIn(viewer, now),
          listTeamLate(viewer, now),
          listBrokenPromises(viewer, now),
          listToApprove(viewer, now),
          listOwnCalls(viewer, now),
          listOwnPromises(viewer, now),
        ]);
      return (
        <SupervisorDay triage={triage} team={team} former={former} tally={tally} now={at}>
          <AtRiskCard atRisk={atRisk} now={at} />
          <PromisesToApprove promises={pending} />
          <BrokenPromises promises={broken} />
          <ProposedKinds proposals={proposals} now={at} />
          <BackFromWaiting cases={back} />
          {promises.length > 0 ? <PromisesToKeep promises={promises} /> : null}
          {calls.length > 0 ? <CallsToMake calls={calls} /> : null}
          <RequestNews replies={replies} late={late} now={at} />
        </SupervisorDay>
      );
    }
    case "manager":
    case "auditor": {
      const [weeks, units, tally, inTime, pending, promises] = await Promise.all([
        countCasesByWeek(viewer, now),
        listTopUnits(viewer, now),
        tallyCases(viewer, now),
        measureInTime(viewer, now),
        listToApprove(viewer, now),
        listOwnPromises(viewer, now),
      ]);
      return (
        <div className="grid gap-3.5">
          <PromisesToApprove promises={pending} />
          {promises.length > 0 ? <PromisesToKeep promises={promises} /> : null}
          <ManagerDay weeks={weeks} units={units} tally={tally} inTime={inTime} />
        </div>
      );
    }
    case "administrator": {
      const [sites, people] = await Promise.all([listManagedSites(viewer), countPeople(viewer)]);
      return <AdministratorDay sites={sites} people={people} />;
    }
    case "responder": {
      const [asked, settled] = await Promise.all([listAskedOfMyUnits(viewer, now), listSettledByMyUnits(viewer, now)]);
      return <ResponderDay asked={asked} settled={settled} now={at} />;
    }
    case null:
      return (
        <Card>
          <EmptyState title="You have no role yet">Ask your administrator to give you one at your site.</EmptyState>
        </Card>
      );
    default:
      return role satisfies never;
  }
}
