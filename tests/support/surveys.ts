import { createHash } from "node:crypto";
import { systemDb } from "@/lib/platform/db";
import { hashOfToken, newSecretLink } from "@/lib/platform/secret-link";
import { newId } from "@/lib/shared/ids";
import { isReady } from "@/lib/survey/labels";
import { READY } from "@/lib/survey/rules/ready";
import type { SurveyMoment } from "@/lib/survey/schema";
import { aCase, aPatient, aPerson, aSite, NOW, type Place } from "./factories";

const DAY = 86_400_000;
export const CLOSED_AT = new Date(NOW.getTime() - 4 * DAY);

type CaseGiven = Partial<Parameters<typeof aCase>[0]> & {
  closedAt?: Date;
  outcome?: "satisfied" | "withdrawn";
  patient?: Partial<Parameters<typeof aPatient>[0]> | null;
};

/** A complaint of a patient with an e-mail address, closed four days ago by somebody of the site. */
export async function aClosedCase({ closedAt = CLOSED_AT, outcome = "satisfied", patient, ...given }: CaseGiven = {}) {
  const site = given.site ?? (await aSite());
  const closer = await aPerson({ site });
  const person = patient === null ? null : await aPatient({ site, email: `${newId()}@people.example`, ...patient });
  const row = await aCase({
    ...{ site, state: "closed", closedAt, ownerId: closer.id, patientId: person?.id ?? null, receivedAt: closedAt },
    ...given,
  });
  await systemDb().closing.create({
    data: {
      ...{ id: newId(), caseId: row.id, siteId: site.id, outcome, summary: "Told them why.", hasChanged: false },
      ...{ lesson: "None this time.", closedById: closer.id, closedAt },
    },
  });
  return { site, closer, patient: person, ...row };
}

type Asking = { instrument?: string; afterDays?: number; moment?: SurveyMoment; quietDays?: number };

/** Lets a site ask, from a month ago on. */
export async function asking(
  site: Place,
  { instrument = "service_recovery", afterDays = 3, ...more }: Asking = {},
): Promise<void> {
  const changedById = (await aPerson({ site, role: "manager" })).id;
  const since = new Date(NOW.getTime() - 30 * DAY);
  await systemDb().surveySetting.create({
    data: {
      siteId: site.id,
      isOn: true,
      since,
      instrument,
      afterDays,
      changedById,
      changedAt: since,
      quietDays: 0,
      ...more,
    },
  });
}

type InvitationGiven = { instrument?: string; sentAt?: Date; language?: string; wanted?: string };

/** A survey that went out for a closed case, with the token of its link. */
export async function anInvitation(
  given: { id: string; siteId: string; closer: { id: string } },
  { instrument = "service_recovery", sentAt = NOW, language = "en", wanted }: InvitationGiven = {},
) {
  if (isReady(instrument)) {
    const definition = READY[instrument];
    const digest = createHash("sha256").update(JSON.stringify(definition)).digest("hex");
    await systemDb().surveyVersion.createMany({
      data: [{ id: newId(), instrument, version: definition.version, definition, digest, createdAt: sentAt }],
      skipDuplicates: true,
    });
  }
  const version = await systemDb().surveyVersion.findFirstOrThrow({
    where: { instrument },
    orderBy: { version: "desc" },
  });
  const { token } = newSecretLink();
  const invitation = await systemDb().surveyInvitation.create({
    data: {
      ...{
        id: newId(),
        caseId: given.id,
        siteId: given.siteId,
        state: "sent",
        versionId: version.id,
        language,
        wanted,
      },
      ...{ address: "pat@people.example", byId: given.closer.id, createdAt: sentAt, sentAt },
      links: {
        create: {
          ...{ id: newId(), siteId: given.siteId, tokenHash: hashOfToken(token), createdAt: sentAt },
          expiresAt: new Date(sentAt.getTime() + 30 * DAY),
        },
      },
    },
  });
  return { token, invitationId: invitation.id, versionId: version.id };
}
