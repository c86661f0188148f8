import "server-only";
import { recordEvent } from "@/lib/events/record";
import { type Ctx, isDuplicate, type UserCtx, withTransaction } from "@/lib/platform/context";
import type { Tx } from "@/lib/platform/db";
import { Conflict, Forbidden, Invalid, NotFound } from "@/lib/platform/errors";
import { hashPassword } from "@/lib/platform/password";
import { defaultPackId, PACKS } from "@/lib/regulation/rules";
import { dayIn, formatDay, isoDay } from "@/lib/shared/dates";
import { newId } from "@/lib/shared/ids";
import { canAnywhere } from "../policy";
import type {
  AddSiteInput,
  AddUnitInput,
  ChoosePackInput,
  CloseUnitInput,
  FoundInput,
  RenameUnitInput,
} from "../schema";
import { sitesManagedBy } from "../scope";

/** The first run: the organisation, its first site and its first administrator. Refused once anybody exists. */
export async function foundOrganisation(ctx: Ctx, input: FoundInput): Promise<void> {
  const passwordHash = await hashPassword(input.password);
  await withTransaction(ctx, async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('heard:first-run', 0))`;
    if ((await tx.person.count()) > 0) throw new Conflict("Heard is already set up. Sign in instead.");
    const organisation = await tx.organisation.create({ data: { id: newId(), name: input.organisation } });
    await recordEvent(tx, ctx, {
      subject: { noun: "organisation", id: organisation.id },
      siteId: null,
      event: { type: "organisation.founded", data: { name: input.organisation } },
    });
    const person = await tx.person.create({
      data: { id: newId(), organisationId: organisation.id, email: input.email, name: input.name, passwordHash },
    });
    await recordEvent(tx, ctx, {
      subject: { noun: "person", id: person.id },
      siteId: null,
      event: { type: "person.added", data: { email: input.email, name: input.name } },
    });
    const place = { name: input.site, timeZone: input.timeZone, country: input.country };
    await createSite(tx, ctx, { organisationId: organisation.id, administratorId: person.id, input: place });
  });
}

/** Adds a site; whoever adds it administers it. */
export async function addSite(ctx: UserCtx, input: AddSiteInput): Promise<{ siteId: string }> {
  const { viewer } = ctx;
  if (!canAnywhere(viewer, "people.manage")) throw new Forbidden("Only an administrator adds sites.");
  try {
    return await withTransaction(ctx, (tx) =>
      createSite(tx, ctx, { organisationId: viewer.organisationId, administratorId: viewer.personId, input }),
    );
  } catch (error) {
    if (isDuplicate(error, "Site_organisationId_name_key"))
      throw new Invalid({ name: "There is already a site of this name." });
    throw error;
  }
}

export async function addUnit(ctx: UserCtx, input: AddUnitInput): Promise<{ unitId: string }> {
  const unitId = newId();
  try {
    await withTransaction(ctx, async (tx) => {
      const where = { AND: [{ id: input.siteId }, sitesManagedBy(ctx.viewer)] };
      const site = await tx.site.findFirst({ where, select: { id: true } });
      if (!site) throw new NotFound("This site");
      await tx.unit.create({ data: { id: unitId, siteId: site.id, name: input.name } });
      await recordEvent(tx, ctx, {
        subject: { noun: "site", id: site.id },
        siteId: site.id,
        event: { type: "unit.added", data: { name: input.name } },
      });
    });
  } catch (error) {
    if (isDuplicate(error, "Unit_siteId_name_key")) throw new Invalid({ name: UNIT_TAKEN });
    throw error;
  }
  return { unitId };
}

const UNIT_TAKEN = "This site already has a unit of this name.";

/** Gives a unit another name. What is on record keeps the name that held then. */
export async function renameUnit(ctx: UserCtx, { unitId, name, base }: RenameUnitInput): Promise<{ unitId: string }> {
  try {
    await withTransaction(ctx, async (tx) => {
      const where = { id: unitId, site: sitesManagedBy(ctx.viewer) };
      const unit = await tx.unit.findFirst({ where, select: { siteId: true, name: true } });
      if (!unit) throw new NotFound("This unit");
      if (unit.name === name) return;
      const { count } = await tx.unit.updateMany({ where: { id: unitId, name: base.name }, data: { name } });
      if (count === 0) throw contestName(unit.name, name);
      await recordEvent(tx, ctx, {
        subject: { noun: "site", id: unit.siteId },
        siteId: unit.siteId,
        event: { type: "unit.renamed", data: { unitId, from: base.name, to: name } },
      });
    });
  } catch (error) {
    if (isDuplicate(error, "Unit_siteId_name_key")) throw new Invalid({ name: UNIT_TAKEN });
    throw error;
  }
  return { unitId };
}

function contestName(theirs: string, yours: string): Conflict {
  const difference = { field: "name", label: "Name", theirs, yours, theirValue: theirs };
  return new Conflict("Somebody else has just given this unit another name. Compare both.", [difference]);
}

const FIRST_DAY = "2000-01-01";

/**
 * Says on which day a unit was open last, or with null that it is open. Its cases, people and figures stay; its charts end with that day, as
 * what came after would look like fewer complaints.
 */
export async function closeUnit(ctx: UserCtx, { unitId, closedOn, base }: CloseUnitInput): Promise<{ unitId: string }> {
  return withTransaction(ctx, async (tx) => {
    const unit = await tx.unit.findFirst({
      where: { id: unitId, site: sitesManagedBy(ctx.viewer) },
      select: { siteId: true, name: true, closedOn: true, site: { select: { timeZone: true } } },
    });
    if (!unit) throw new NotFound("This unit");
    if (isoDay(unit.closedOn) === closedOn) return { unitId };
    if (closedOn !== null && closedOn > isoDay(dayIn(ctx.now, unit.site.timeZone))) {
      throw new Invalid({ closedOn: "This day has not come yet. Choose today or an earlier day." });
    }
    if (closedOn !== null && closedOn < FIRST_DAY) throw new Invalid({ closedOn: "Choose a day from 2000 on." });
    const stood = base.closedOn === null ? null : new Date(base.closedOn);
    const { count } = await tx.unit.updateMany({
      where: { id: unitId, closedOn: stood },
      data: { closedOn: closedOn === null ? null : new Date(closedOn) },
    });
    if (count === 0) throw contestClosing(isoDay(unit.closedOn), closedOn);
    await recordEvent(tx, ctx, {
      subject: { noun: "site", id: unit.siteId },
      siteId: unit.siteId,
      event:
        closedOn === null
          ? { type: "unit.reopened", data: { unitId, name: unit.name } }
          : { type: "unit.closed", data: { unitId, name: unit.name, closedOn } },
    });
    return { unitId };
  });
}

function contestClosing(theirs: string | null, yours: string | null): Conflict {
  const told = (day: string | null) => (day === null ? "open" : formatDay(new Date(day)));
  const difference = { field: "closedOn", label: "Last day", theirs: told(theirs), yours: told(yours) };
  return new Conflict("Somebody else has just changed until when this unit was open. Compare both.", [
    { ...difference, theirValue: theirs ?? "" },
  ]);
}

/** The pack by which a site's cases are judged from now on. Those that are open keep theirs. */
export async function choosePack(
  ctx: UserCtx,
  { siteId, expectedPackId, packId }: ChoosePackInput,
): Promise<{ packId: string }> {
  return withTransaction(ctx, async (tx) => {
    const site = await tx.site.findFirst({
      where: { AND: [{ id: siteId }, sitesManagedBy(ctx.viewer)] },
      select: { id: true, packId: true },
    });
    if (!site) throw new NotFound("This site");
    if (!PACKS.some(({ id }) => id === packId)) throw new Invalid({ packId: "Choose a policy pack from the list." });
    if (site.packId === packId) return { packId };
    const { count } = await tx.site.updateMany({ where: { id: siteId, packId: expectedPackId }, data: { packId } });
    if (count === 0)
      throw new Conflict("Somebody else has chosen another policy pack for this site. Look at it again.");
    await recordEvent(tx, ctx, {
      subject: { noun: "site", id: siteId },
      siteId,
      event: { type: "site.pack_chosen", data: { from: expectedPackId, to: packId } },
    });
    return { packId };
  });
}

type NewSite = { organisationId: string; administratorId: string; input: AddSiteInput };

async function createSite(
  tx: Tx,
  ctx: Ctx,
  { organisationId, administratorId, input }: NewSite,
): Promise<{ siteId: string }> {
  const siteId = newId();
  await tx.site.create({ data: { id: siteId, organisationId, ...input, packId: defaultPackId(input.country) } });
  await recordEvent(tx, ctx, {
    subject: { noun: "site", id: siteId },
    siteId,
    event: { type: "site.added", data: input },
  });
  await tx.roleGrant.create({ data: { id: newId(), personId: administratorId, siteId, role: "administrator" } });
  await recordEvent(tx, ctx, {
    subject: { noun: "person", id: administratorId },
    siteId,
    event: { type: "role.granted", data: { role: "administrator", site: input.name, unit: null } },
  });
  return { siteId };
}
