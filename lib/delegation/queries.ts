import "server-only";
import { sitesFor } from "@/lib/access/policy";
import type { OpenedFile } from "@/lib/attachment/queries";
import { hasPreview, isServed } from "@/lib/attachment/rules/kinds";
import { hasScanner } from "@/lib/platform/clamd";
import { dbFor, type Prisma, systemDb } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";
import { store } from "@/lib/platform/storage";
import type { Viewer } from "@/lib/platform/viewer";
import { PACKS, packOn } from "@/lib/regulation/rules";
import { dayIn, isoDay } from "@/lib/shared/dates";
import { idSchema } from "@/lib/shared/ids";
import { canKeepDelegation } from "./policy";
import { isLoud, standingOf } from "./rules";
import { delegationsKeptBy } from "./scope";
import type { DelegationRow, DelegationView, DelegationWarning, Demand, Standing } from "./types";

const PERSON = { select: { id: true, name: true } } as const;
const MOST = 50;

const ROW = {
  ...{ id: true, number: true, committee: true, signedBy: true, adoptedOn: true, expiresOn: true, recordedAt: true },
  ...{ fileName: true, recordedBy: PERSON, fileBy: PERSON },
} satisfies Prisma.DelegationSelect;

const DUE_SITE = {
  ...{ id: true, timeZone: true, packId: true },
  delegations: { select: ROW, orderBy: { number: "desc" }, take: 1 },
} satisfies Prisma.SiteSelect;
type DueSite = Prisma.SiteGetPayload<{ select: typeof DUE_SITE }>;

/** What a pack demands on a day; null where it demands nothing. */
function demandOf(packId: string, now: Date): Demand | null {
  const demand = packOn(PACKS, packId, now).delegation;
  if (!demand) return null;
  const { what, basis, isConfirmed } = demand;
  return { what, basis: isConfirmed ? basis : `${basis} (not confirmed at its source)` };
}

/** The written delegation of a site with its versions, and whether its rules demand one. */
export async function getDelegation(viewer: Viewer, siteId: string, now: Date): Promise<DelegationView> {
  if (!canKeepDelegation(viewer, siteId)) throw new NotFound("This site");
  const db = dbFor(viewer);
  const [site, rows] = await Promise.all([
    db.site.findUniqueOrThrow({ where: { id: siteId }, select: { timeZone: true, packId: true } }),
    db.delegation.findMany({
      where: { AND: [{ siteId }, delegationsKeptBy(viewer)] },
      select: ROW,
      orderBy: { number: "desc" },
      take: MOST,
    }),
  ]);
  const versions = rows.map(toRow);
  return {
    ...{ siteId, zone: site.timeZone, versions },
    demand: demandOf(site.packId, now),
    standing: standingIn(versions[0], site.timeZone, now),
  };
}

/** The sites that the viewer keeps and whose rules demand a delegation that is missing, has ended, or soon does. */
export async function listDelegationWarnings(viewer: Viewer, now: Date): Promise<DelegationWarning[]> {
  const kept = sitesFor(viewer, "delegation.keep");
  if (kept.length === 0) return [];
  const sites = await dbFor(viewer).site.findMany({
    where: { id: { in: kept } },
    select: { ...DUE_SITE, name: true },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: 200,
  });
  return sites.flatMap(({ id: siteId, name: site, timeZone, packId, delegations: [newest] }) => {
    const demand = demandOf(packId, now);
    const standing = standingIn(newest && toRow(newest), timeZone, now);
    return demand && isLoud(standing) ? [{ siteId, site, basis: demand.basis, standing }] : [];
  });
}

type Due = { siteId: string; state: Standing["state"]; newestId: string | null };

const BATCH = 200;

/** Every site that lacks what its rules demand, or soon will: for what tells of it alone. */
export async function listDue(now: Date): Promise<Due[]> {
  const due: Due[] = [];
  let after: string | null = null;
  do {
    const sites: DueSite[] = await systemDb().site.findMany({
      where: after === null ? {} : { id: { gt: after } },
      select: DUE_SITE,
      orderBy: { id: "asc" },
      take: BATCH,
    });
    for (const {
      id: siteId,
      timeZone,
      packId,
      delegations: [newest],
    } of sites) {
      const standing = standingIn(newest && toRow(newest), timeZone, now);
      if (demandOf(packId, now) && isLoud(standing)) {
        due.push({ siteId, state: standing.state, newestId: newest?.id ?? null });
      }
    }
    after = sites.length === BATCH ? (sites.at(-1)?.id ?? null) : null;
  } while (after !== null);
  return due;
}

/** Whether the rules of a site that the viewer keeps demand a delegation, so that the way to it is shown. */
export async function asksForDelegation(viewer: Viewer, now: Date): Promise<boolean> {
  const kept = sitesFor(viewer, "delegation.keep");
  if (kept.length === 0) return false;
  const packs = await dbFor(viewer).site.findMany({
    where: { id: { in: kept } },
    select: { packId: true },
    distinct: ["packId"],
    orderBy: { packId: "asc" },
    take: 50,
  });
  return packs.some(({ packId }) => demandOf(packId, now) !== null);
}

function toRow(row: Prisma.DelegationGetPayload<{ select: typeof ROW }>): DelegationRow {
  const { id, number, committee, signedBy, adoptedOn, expiresOn, recordedBy, recordedAt, fileName, fileBy } = row;
  return {
    ...{ id, number, committee, signedBy, recordedBy },
    adoptedOn: isoDay(adoptedOn),
    expiresOn: expiresOn && isoDay(expiresOn),
    recordedAt: recordedAt.toISOString(),
    document: fileName === null ? null : { name: fileName, by: fileBy },
  };
}

function standingIn(newest: DelegationRow | undefined, zone: string, now: Date): Standing {
  const facts = newest && { ...newest, hasDocument: newest.document !== null };
  return standingOf(facts, isoDay(dayIn(now, zone)));
}

/** The signed document of a delegation, to be handed out. */
export async function openDocument(viewer: Viewer, delegationId: string): Promise<OpenedFile> {
  const id = idSchema.safeParse(delegationId);
  if (!id.success) throw new NotFound("This file");
  const row = await dbFor(viewer).delegation.findFirst({
    where: { AND: [{ id: id.data }, delegationsKeptBy(viewer)] },
    select: { fileKey: true, fileName: true, fileKind: true, fileBytes: true, fileScan: true },
  });
  const { fileKey: key, fileName: name, fileKind: kind, fileBytes: bytes, fileScan: scan } = row ?? {};
  if (!key || !name || !kind || !bytes || !scan) throw new NotFound("This file");
  if (!isServed({ scan, isVoided: false }, hasScanner())) throw new NotFound("This file");
  return { name, kind, bytes, hasPreview: hasPreview({ kind, bytes }), body: await store().open(key) };
}
