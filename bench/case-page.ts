import { listEscalationAnswerers, listOwners, listSiteChoices } from "@/lib/access/queries";
import { listCaseFiles } from "@/lib/attachment/queries";
import { findDispute } from "@/lib/billing/queries";
import { findCaseReference, getCase } from "@/lib/case/queries/detail";
import { findReturn } from "@/lib/case/queries/waiting";
import { findMergedInto, listCaseChoices, listJoined } from "@/lib/case-join/queries";
import { getCaseClocks } from "@/lib/clock/queries/case-clocks";
import { listColleagues, listContacts, listPrivilegedNotes } from "@/lib/contact/queries";
import { findDraft, listDrafts } from "@/lib/draft/queries";
import { listCaseTimeline } from "@/lib/events/queries/timeline";
import { listFollowUps, listOffers, listPromises, listWorkers } from "@/lib/follow-up/queries";
import { listAlerts } from "@/lib/patient-alert/queries";
import type { Viewer } from "@/lib/platform/viewer";
import { getClassification } from "@/lib/regulation/queries";
import { listRepresentatives } from "@/lib/representative/queries";
import { listRequestsOfCase, listUnitsToAsk } from "@/lib/request/queries";
import { listCaseTags, listTagChoices } from "@/lib/tag/queries";
import { aSite, aUnit, aViewer, userCtxFor } from "@/tests/support/factories";
import { aCaseWithEntries } from "./case-with-entries";
import { compare } from "./measure";

const FEW = 3;
const MANY = 300;
const RUNS = 200;
const TARGET = 1.3;

type Given = { id: string; ref: string };
type Read = (viewer: Viewer, given: Given, now: Date) => Promise<unknown>;

/** What app/(staff)/cases/[ref]/page.tsx reads that may grow with a case, one by one. */
const READS: Record<string, Read> = {
  getCase: (viewer, { ref }, now) => getCase(viewer, ref, now),
  "timeline with its contacts": readTimeline,
  listCaseFiles: (viewer, { id }) => listCaseFiles(viewer, id),
  getCaseClocks: (viewer, { id }, now) => getCaseClocks(viewer, id, now),
  "follow-ups and promises": (viewer, { id }, now) =>
    Promise.all([listFollowUps(viewer, id, now), listPromises(viewer, id, now)]),
  "joined cases and tags": (viewer, { id }) => Promise.all([listJoined(viewer, id), listCaseTags(viewer, id)]),
};

/** All of them in the order and in the groups in which the page asks for them; its title reads the reference once more. */
async function readPage(viewer: Viewer, { ref }: Given, now: Date): Promise<void> {
  await findCaseReference(viewer, ref);
  const detail = await getCase(viewer, ref, now);
  const { id, site, may } = detail;
  await Promise.all([
    findDispute(viewer, id, now),
    listCaseFiles(viewer, id),
    listRequestsOfCase(viewer, id, now),
    may.work ? listUnitsToAsk(viewer, site.id) : [],
    getClassification(viewer, id),
    readTimeline(viewer, detail),
    may.assign ? listOwners(viewer, [site.id]) : [],
    may.escalate ? listEscalationAnswerers(viewer, site.id, now) : [],
    may.work ? listSiteChoices(viewer, "case.work") : [],
    ...(["escalation", "closing", "request", "note", "contact"] as const).map((kind) => findDraft(viewer, kind, id)),
    listDrafts(
      viewer,
      "decision",
      detail.issues.map((issue) => issue.id),
    ),
    listColleagues(viewer, site.id),
    listPrivilegedNotes(viewer, id),
  ]);
  if (detail.patient)
    await Promise.all([listRepresentatives(viewer, detail.patient.id), listAlerts(viewer, detail.patient.id)]);
  await Promise.all([
    getCaseClocks(viewer, id, now),
    detail.wait ? findReturn(viewer, id, now) : null,
    listJoined(viewer, id),
    detail.isMerged ? findMergedInto(viewer, id) : null,
    may.note ? listCaseChoices(viewer, { ...detail, patientId: detail.patient?.id ?? null }) : [],
  ]);
  await Promise.all([listCaseTags(viewer, id), may.work ? listTagChoices(viewer, site.id) : []]);
  await Promise.all([
    listFollowUps(viewer, id, now),
    listPromises(viewer, id, now),
    may.note ? listOffers(viewer, detail, now) : [],
    may.note ? listWorkers(viewer, site.id) : [],
  ]);
}

async function readTimeline(viewer: Viewer, { id }: { id: string }): Promise<void> {
  const { entries } = await listCaseTimeline(viewer, id);
  const ids = entries.flatMap(({ type, rowId }) => (type === "contact.logged" && rowId ? [rowId] : []));
  if (ids.length > 0) await listContacts(viewer, id, ids);
}

const now = new Date();
const site = await aSite();
for (let unit = 0; unit < 8; unit++) await aUnit(site);
const viewer = await aViewer({ site, role: "supervisor" }, now);
const ctx = userCtxFor(viewer, now);
const [few, many] = [await aCaseWithEntries(ctx, site, FEW), await aCaseWithEntries(ctx, site, MANY)];

const measured = [
  await compare(
    "the whole page's reads",
    { few: () => readPage(viewer, few, now), many: () => readPage(viewer, many, now) },
    { n: RUNS },
  ),
];
for (const [name, read] of Object.entries(READS)) {
  const sides = { few: () => read(viewer, few, now), many: () => read(viewer, many, now) };
  measured.push(await compare(name, sides, { n: RUNS }));
}

console.log(`Case page, server-side reads: medians in ms with ${FEW} and with ${MANY} timeline entries.`);
for (const { name, few: before, many: after, n } of measured) {
  const ratio = after / before;
  console.log(`${name}: ${before.toFixed(2)} → ${after.toFixed(2)}, ratio ${ratio.toFixed(2)}, n=${n} each`);
}
const ratio = (measured[0]?.many ?? 0) / (measured[0]?.few ?? 1);
console.log(
  `Target: the whole page at most ${TARGET}; it is ${ratio.toFixed(2)}${ratio <= TARGET ? "" : ", which is above it"}.`,
);
process.exit(0);
