import "server-only";
import { ESCALATION_ROLES } from "@/lib/access/policy";
import { sitesManagedBy } from "@/lib/access/scope";
import { recordEvent } from "@/lib/events/record";
import { isDuplicate, type UserCtx, withTransaction } from "@/lib/platform/context";
import { Conflict, Invalid, NotFound } from "@/lib/platform/errors";
import { instantsOf } from "@/lib/shared/local-time";
import type { EndDutyInput, SetDutyInput } from "../schema";

const LONGEST_DAYS = 92;

/** Puts somebody who can answer on call at a site. Several may be on call at once. */
export async function setDuty(ctx: UserCtx, input: SetDutyInput): Promise<{ dutyId: string }> {
  const { dutyId, siteId, personId } = input;
  try {
    await withTransaction(ctx, async (tx) => {
      const site = await tx.site.findFirst({
        where: { AND: [{ id: siteId }, sitesManagedBy(ctx.viewer)] },
        select: { timeZone: true },
      });
      if (!site) throw new NotFound("This site");
      const mine = { id: dutyId, siteId, createdById: ctx.viewer.personId };
      if (await tx.duty.findFirst({ where: mine, select: { id: true } })) return;
      const days = { from: readLocal("from", input, site.timeZone), until: readLocal("until", input, site.timeZone) };
      if (days.until <= ctx.now) throw new Invalid({ until: "This is over already. Enter when it ends." });
      if (days.until.getTime() - days.from.getTime() > LONGEST_DAYS * 86_400_000) {
        throw new Invalid({ until: "This is longer than three months. Check the dates." });
      }
      const person = await tx.person.findFirst({
        where: { id: personId, deactivatedAt: null, roles: { some: { siteId, role: { in: [...ESCALATION_ROLES] } } } },
        select: { name: true },
      });
      if (!person) throw new Invalid({ personId: "Choose a supervisor or manager of this site." });
      await tx.duty.create({ data: { ...mine, personId, ...days, createdAt: ctx.now } });
      await recordEvent(tx, ctx, {
        subject: { noun: "site", id: siteId },
        siteId,
        event: {
          type: "duty.set",
          data: {
            ...{ dutyId, personId, toName: person.name },
            ...{ from: days.from.toISOString(), until: days.until.toISOString() },
          },
        },
      });
    });
  } catch (error) {
    if (!isDuplicate(error, "Duty_pkey")) throw error;
    throw new Conflict("This could not be told from another entry. Load the page again and set it anew.");
  }
  return { dutyId };
}

/** Takes an entry off the on-call list. */
export async function endDuty(ctx: UserCtx, { dutyId }: EndDutyInput): Promise<{ dutyId: string }> {
  return withTransaction(ctx, async (tx) => {
    const row = await tx.duty.findFirst({
      where: { id: dutyId, site: sitesManagedBy(ctx.viewer) },
      select: { siteId: true, personId: true, person: { select: { name: true } } },
    });
    if (!row) throw new NotFound("This entry");
    const ended = await tx.duty.updateMany({
      where: { id: dutyId, endedAt: null },
      data: { endedAt: ctx.now, endedById: ctx.viewer.personId },
    });
    if (ended.count === 0) throw new Conflict("This entry has been taken off the list already.");
    await recordEvent(tx, ctx, {
      subject: { noun: "site", id: row.siteId },
      siteId: row.siteId,
      event: { type: "duty.ended", data: { dutyId, personId: row.personId, toName: row.person.name } },
    });
    return { dutyId };
  });
}

function readLocal(field: "from" | "until", input: SetDutyInput, zone: string): Date {
  const found = instantsOf(input[field], zone);
  if (!found) throw new Invalid({ [field]: "Enter a day and a time." });
  const at = field === "from" ? found[0] : found.at(-1);
  if (!at) throw new Invalid({ [field]: "Clocks go forward then, so this time does not come. Choose another." });
  return at;
}
