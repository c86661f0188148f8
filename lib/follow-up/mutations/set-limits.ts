import "server-only";
import type { Currency } from "@/lib/billing/rules/currencies";
import { formatMoney, localeOf, readAmount } from "@/lib/billing/rules/money";
import { recordEvent } from "@/lib/events/record";
import { type UserCtx, withTransaction } from "@/lib/platform/context";
import { Conflict, Invalid, NotFound } from "@/lib/platform/errors";
import type { Difference } from "@/lib/shared/result";
import { LIMIT_LABELS } from "../labels";
import { canSetLimits } from "../policy";
import { currencyOfSite, type Limits, limitsOf } from "../rules/authority";
import { LIMITED_ROLES, type SetLimitsInput } from "../schema";

/** How much each role of a site may promise without asking. Of two who change the same limit the second is shown both. */
export async function setLimits(ctx: UserCtx, input: SetLimitsInput): Promise<{ siteId: string }> {
  const { siteId, base } = input;
  return withTransaction(ctx, async (tx) => {
    await tx.$executeRaw`SELECT "id" FROM "Site" WHERE "id" = ${siteId}::uuid FOR NO KEY UPDATE`;
    const site = await tx.site.findUnique({ where: { id: siteId }, select: { country: true } });
    if (!site || !canSetLimits(ctx.viewer, { siteId })) throw new NotFound("This site");
    const [currency, locale] = [currencyOfSite(site), localeOf(site.country)];
    const wanted = readLimits(input, { currency, locale });
    const seen = readLimits(base, { currency, locale });
    const now = limitsOf(await tx.authorityLimit.findMany({ where: { siteId }, take: 10 }));
    refuseStale({ now, seen, wanted }, { currency, locale });
    for (const role of LIMITED_ROLES) {
      const amount = wanted[role];
      if (amount === now[role] || amount === seen[role]) continue;
      const set = { amount: BigInt(amount), currency: currency.code };
      await tx.authorityLimit.upsert({
        where: { siteId_role: { siteId, role } },
        create: { siteId, role, ...set },
        update: set,
      });
      await recordEvent(tx, ctx, {
        subject: { noun: "site", id: siteId },
        siteId,
        event: {
          type: "authority.changed",
          data: { role, from: formatMoney(now[role], currency), to: formatMoney(amount, currency) },
        },
      });
    }
    return { siteId };
  });
}

type Place = { currency: Currency; locale: string };
type Texts = Record<(typeof LIMITED_ROLES)[number], string>;

function readLimits(texts: Texts, place: Place): Limits {
  const errors: Record<string, string> = {};
  const read = LIMITED_ROLES.map((role) => {
    const reading = readAmount({ text: texts[role], ...place });
    if (reading.ok) return [role, reading.minor] as const;
    errors[role] = reading.message;
    return [role, 0] as const;
  });
  if (Object.keys(errors).length > 0) throw new Invalid(errors);
  const limits = Object.fromEntries(read) as Limits;
  if (limits.supervisor < limits.associate) errors.supervisor = "This is less than an associate may promise.";
  if (limits.manager < limits.supervisor) errors.manager = "This is less than a supervisor may promise.";
  if (Object.keys(errors).length > 0) throw new Invalid(errors);
  return limits;
}

function refuseStale({ now, seen, wanted }: { now: Limits; seen: Limits; wanted: Limits }, place: Place): void {
  const inWords = (minor: number) => formatMoney(minor, place.currency, place.locale);
  const differences = LIMITED_ROLES.filter(
    (role) => now[role] !== seen[role] && wanted[role] !== seen[role] && wanted[role] !== now[role],
  ).map((role): Difference => {
    const theirs = inWords(now[role]);
    return { field: role, label: LIMIT_LABELS[role], theirs, yours: inWords(wanted[role]), theirValue: theirs };
  });
  if (differences.length > 0) throw new Conflict("Somebody else changed this limit a moment ago.", differences);
}
