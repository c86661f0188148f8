import { changeCase } from "@/lib/case/mutations/change-case";
import { changeCaseSchema } from "@/lib/case/schema";
import { systemDb } from "@/lib/platform/db";
import { refusalOf } from "../../support/evidence";
import { aCase, aSite, aViewer, NOW, type Place, userCtxFor } from "../../support/factories";

const DAY = 86_400_000;
export const later = (days: number) => new Date(NOW.getTime() + days * DAY);

/** An associate at a hospital in New York, where a grievance is acknowledged in 7 days and answered in 30. */
export async function atHospital() {
  const site = await aSite({ country: "US", timeZone: "America/New_York" });
  const viewer = await aViewer({ site });
  return { site, viewer, ctx: userCtxFor(viewer), at: (now: Date) => userCtxFor(viewer, now) };
}

type Fields = Partial<Omit<Parameters<typeof aCase>[0], "site">>;

/** A grievance by letter whose clocks run. */
export async function aRunningCase(site: Place, fields: Fields = {}) {
  const given = await aCase({ site, kind: "grievance", channel: "letter", kindRuleId: "2-written", ...fields });
  const by = await aViewer({ site });
  const seen = { about: given.about, severity: "2", unitId: "" };
  const input = changeCaseSchema.parse({ caseId: given.id, ...seen, about: "A fall", base: seen });
  await changeCase(userCtxFor(by), input);
  return given;
}

export async function clockOf(caseId: string, limitId: string) {
  return systemDb().clock.findUniqueOrThrow({ where: { caseId_limitId: { caseId, limitId } } });
}

/** What a verb refuses beside each field. */
export async function fieldErrorsOf(work: Promise<unknown>): Promise<Record<string, string[]> | undefined> {
  const { details } = await refusalOf(work);
  return details?.fieldErrors;
}
