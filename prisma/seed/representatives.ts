import type { Case, Representative } from "@/lib/platform/generated/client";
import type { AuthorityBasis, AuthorityExtent } from "@/lib/platform/generated/enums";
import type { Chronicle } from "./events";
import type { Intake } from "./intake";
import { idAt, type Random } from "./random";
import { DAY, dateIn, MINUTE, plus } from "./times";
import { AGREEMENTS, DOCUMENTS } from "./words/authority";

type Work = { random: Random; chronicle: Chronicle; cases: Map<string, Case>; now: Date };
type Came = { intake: Intake; reference: string };

/** A third of those who speak for a patient have no authority on record, so that the warning is met. */
const ON_RECORD = 0.67;

/** Who may be told, for the cases that a representative brought, in the order in which it was recorded. */
export function recordRepresentatives({ random, chronicle, cases, now }: Work, came: Came[]): Representative[] {
  const known = new Set<string>();
  const rows = came.flatMap(({ intake, reference }): (Representative & { by: Intake["logger"]["row"] })[] => {
    const { patient, reporterKind, reporterName, loggedAt, logger } = intake;
    const about = cases.get(reference);
    if (reporterKind !== "representative" || !patient || !reporterName || !about) return [];
    const key = `${patient.row.id} ${reporterName}`;
    if (known.has(key) || !random.chance(ON_RECORD)) return [];
    known.add(key);
    const at = plus(loggedAt, random.int(2, 9) * MINUTE);
    if (at >= now) return [];
    return [{ ...makeRow(random, { intake, about, at, now }), by: logger.row }];
  });
  return rows
    .toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime())
    .map(({ by, ...row }) => {
      chronicle.tell({
        subject: { noun: "patient", id: row.patientId },
        siteId: row.siteId,
        at: row.createdAt,
        actor: by,
        event: {
          type: "representative.added",
          data: { representativeId: row.id, basis: row.basis, extent: row.extent },
        },
      });
      return row;
    });
}

type Given = { intake: Intake; about: Case; at: Date; now: Date };

function makeRow(random: Random, { intake, about, at, now }: Given): Representative {
  const { patient, reporterName, reporterContact, logger, site } = intake;
  const [, name = "", relation = null] = /^(.*?)(?: \((.*)\))?$/u.exec(reporterName ?? "") ?? [];
  const basis = basisOf(random, intake);
  const extent: AuthorityExtent =
    basis === "written_consent" || basis === "verbal_consent"
      ? random.weighted(["everything", "this_case", "as_agreed"] as const, (one) => EXTENTS[one])
      : "everything";
  const day = dateIn(at, site.plan.timeZone);
  const isSeen = basis !== "parent_of_minor" && random.chance(0.9);
  return {
    id: idAt(random, at),
    patientId: patient?.row.id ?? "",
    siteId: site.row.id,
    name,
    relation,
    phone: reporterContact?.includes("@") ? null : reporterContact,
    email: reporterContact?.includes("@") ? reporterContact : null,
    basis,
    extent,
    caseId: extent === "this_case" ? about.id : null,
    agreed: extent === "as_agreed" ? random.pick(AGREEMENTS) : null,
    startsOn: basis === "written_consent" ? day : null,
    expiresOn: basis.endsWith("consent") ? expiry(random, { day, now }) : null,
    document: isSeen ? random.pick(DOCUMENTS[basis]) : null,
    seenOn: isSeen ? day : null,
    seenById: isSeen ? logger.row.id : null,
    endedAt: null,
    endedById: null,
    endedReason: null,
    addedById: logger.row.id,
    createdAt: at,
    version: 1,
  };
}

const EXTENTS = { everything: 3, this_case: 5, as_agreed: 3 };

const BASES: Partial<Record<AuthorityBasis, number>> = {
  health_care_proxy: 3,
  written_consent: 5,
  verbal_consent: 4,
  court_guardian: 1,
  advocate: 1,
};

function basisOf(random: Random, { patient }: Intake): AuthorityBasis {
  if (patient?.row.isDeceased) return "executor";
  if (patient && ["baby", "child", "teen"].includes(patient.age)) return "parent_of_minor";
  return random.weighted(Object.keys(BASES) as AuthorityBasis[], (basis) => BASES[basis] ?? 0);
}

// Some have run out, and some of the late ones are about to.
function expiry(random: Random, { day, now }: { day: Date; now: Date }): Date | null {
  if (random.chance(0.3)) return null;
  const isLate = now.getTime() - day.getTime() < 120 * DAY;
  const from = isLate && random.chance(0.4) ? new Date(Math.floor(now.getTime() / DAY) * DAY) : day;
  return plus(from, (from === day ? random.pick([90, 180, 365]) : random.int(4, 28)) * DAY);
}
