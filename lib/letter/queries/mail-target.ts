import "server-only";
import { casesVisibleTo } from "@/lib/case/scope";
import { CONTACT_CHANNEL_LABELS } from "@/lib/patient/labels";
import { listAlerts } from "@/lib/patient-alert/queries";
import { dbFor, type Prisma, type Tx } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";
import type { Viewer } from "@/lib/platform/viewer";
import { listRepresentatives } from "@/lib/representative/queries";
import { isSameName } from "@/lib/representative/rules";
import { dayIn, formatDay } from "@/lib/shared/dates";
import { isMailable } from "@/lib/shared/mail-address";
import { forbidsMail } from "../rules/mail";
import type { LetterKind } from "../schema";
import type { MailTarget } from "../types";
import { findTold } from "./told";

const OF = {
  ...{ siteId: true, reporterKind: true, reporterContact: true },
  patient: { select: { id: true, email: true, preferredChannel: true, contactNote: true } },
  site: { select: { timeZone: true } },
} satisfies Prisma.CaseSelect;

type Of = Prisma.CaseGetPayload<{ select: typeof OF }>;

/**
 * Whether and where a letter of a case can go by e-mail: the address on record of whoever it is addressed to, what speaks against using it
 * at all, and what whoever sends it should know first.
 */
export async function findMailTarget(
  viewer: Viewer,
  { caseId, kind }: { caseId: string; kind: LetterKind },
  { now, db = dbFor(viewer) }: { now: Date; db?: Tx },
): Promise<MailTarget> {
  const row = await db.case.findFirst({ where: { AND: [{ id: caseId }, casesVisibleTo(viewer)] }, select: OF });
  if (!row) throw new NotFound("This case");
  const told = await findTold(viewer, { caseId, kind }, { now, db });
  const { patient } = row;
  const address = told
    ? await addressOfOther(viewer, db, { row, name: told.name })
    : (mailIn(patient?.email) ?? (row.reporterKind === "patient" || !patient ? mailIn(row.reporterContact) : null));
  if (address === null) {
    return { address, refusal: "No e-mail address of whoever this letter goes to is on record.", cautions: [] };
  }
  const lines = await linesAbout(viewer, db, row);
  const refusal = told === null ? lines.find(forbidsMail) : undefined;
  return {
    address,
    refusal: refusal === undefined ? null : `Not by e-mail. On record: ${refusal}`,
    cautions: [
      ...new Set([
        ...(await troubleWith(db, row, address)),
        ...lines.map((line) => `On record: ${line}`),
        ...preferenceOf(row),
      ]),
    ],
  };
}

async function addressOfOther(
  viewer: Viewer,
  db: Tx,
  { row, name }: { row: Of; name: string },
): Promise<string | null> {
  const all = row.patient ? await listRepresentatives(viewer, row.patient.id, db) : [];
  const own = all.filter((one) => one.ended === null && isSameName(one.name, name));
  return own.map(({ email }) => mailIn(email)).find((email) => email !== null) ?? mailIn(row.reporterContact);
}

/** The one address in what was written down as a way to reach somebody. */
function mailIn(text: string | null | undefined): string | null {
  const found = (text ?? "").split(/[\s,;<>()]+/u).filter(isMailable);
  const [address] = found;
  return found.length === 1 && address ? address : null;
}

async function linesAbout(viewer: Viewer, db: Tx, { patient }: Of): Promise<string[]> {
  if (!patient) return [];
  const alerts = await listAlerts(viewer, patient.id, db);
  return [...alerts.map(({ body }) => body), ...(patient.contactNote ? [patient.contactNote] : [])];
}

function preferenceOf({ patient }: Of): string[] {
  const preferred = patient?.preferredChannel;
  if (!preferred || preferred === "email") return [];
  return [`Best way to reach the patient: ${CONTACT_CHANNEL_LABELS[preferred].toLowerCase()}.`];
}

/** What went wrong with this address at this site, unless a later letter reached it. */
async function troubleWith(db: Tx, { siteId, site }: Of, address: string): Promise<string[]> {
  const same = { equals: address, mode: "insensitive" } as const;
  const [refused, sent] = await Promise.all([
    db.letterMail.findFirst({
      where: { siteId, address: same, isAddressRefused: true },
      select: { settledAt: true },
      orderBy: [{ askedAt: "desc" }, { id: "desc" }],
    }),
    db.letterSending.findFirst({
      where: { siteId, mailedTo: same },
      select: { at: true, returnedOn: true },
      orderBy: [{ at: "desc" }, { id: "desc" }],
    }),
  ]);
  if (refused?.settledAt && (!sent || sent.at < refused.settledAt)) {
    const day = formatDay(dayIn(refused.settledAt, site.timeZone));
    return [`The mail server refused this address on ${day}. Check it before you send again.`];
  }
  if (!sent?.returnedOn) return [];
  return [`A letter to this address came back on ${formatDay(sent.returnedOn)}. Check it before you send again.`];
}
