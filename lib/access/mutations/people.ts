import "server-only";
import { releaseCases } from "@/lib/case/mutations/release-cases";
import { recordEvent } from "@/lib/events/record";
import { isDuplicate, type UserCtx, withTransaction } from "@/lib/platform/context";
import type { Tx } from "@/lib/platform/db";
import { Conflict, Forbidden, Invalid, NotFound } from "@/lib/platform/errors";
import { hashPassword, passwordFits } from "@/lib/platform/password";
import { newId } from "@/lib/shared/ids";
import { tellUnitClosed } from "../labels";
import { can, canAnywhere, OWNER_ROLES } from "../policy";
import { isObviousPassword, OBVIOUS_PASSWORD } from "../rules";
import type { AddPersonInput, ChangePasswordInput, GrantRoleInput, SetPasswordInput } from "../schema";
import { peopleManagedBy } from "../scope";
import { endSessions } from "./sessions";

/** Adds somebody who can sign in, with a first role and a password they must replace. */
export async function addPerson(ctx: UserCtx, input: AddPersonInput): Promise<{ personId: string }> {
  if (!canAnywhere(ctx.viewer, "people.manage")) throw new Forbidden("Only an administrator adds people.");
  const passwordHash = await hashPassword(input.password);
  const personId = newId();
  const { name, email } = input;
  try {
    await withTransaction(ctx, async (tx) => {
      await tx.person.create({
        data: {
          id: personId,
          organisationId: ctx.viewer.organisationId,
          name,
          email,
          passwordHash,
          mustSetPassword: true,
        },
      });
      await recordEvent(tx, ctx, {
        subject: { noun: "person", id: personId },
        siteId: null,
        event: { type: "person.added", data: { email, name } },
      });
      await createGrant(tx, ctx, { ...input, personId });
    });
  } catch (error) {
    if (isDuplicate(error, "Person_email_key"))
      throw new Invalid({ email: "Somebody with this address can already sign in." });
    throw error;
  }
  return { personId };
}

export async function grantRole(ctx: UserCtx, input: GrantRoleInput): Promise<{ personId: string }> {
  await withTransaction(ctx, async (tx) => {
    await findManaged(tx, ctx, input.personId);
    await createGrant(tx, ctx, input);
  });
  return { personId: input.personId };
}

/** Takes a role away. The last administrator of a site stays, or nobody could mend it. */
export async function withdrawRole(ctx: UserCtx, { grantId }: { grantId: string }): Promise<{ personId: string }> {
  return withTransaction(ctx, async (tx) => {
    const grant = await tx.roleGrant.findUnique({
      where: { id: grantId },
      select: {
        personId: true,
        siteId: true,
        role: true,
        person: { select: { name: true } },
        site: { select: { name: true } },
        unit: { select: { name: true } },
      },
    });
    if (!grant || !can(ctx.viewer, "people.manage", grant.siteId)) throw new NotFound("This role");
    if (grant.role === "administrator") await keepAnAdministrator(tx, grant.siteId, grant.personId);
    const gone = await tx.roleGrant.deleteMany({ where: { id: grantId } });
    if (gone.count === 0) throw new NotFound("This role");
    await recordEvent(tx, ctx, {
      subject: { noun: "person", id: grant.personId },
      siteId: grant.siteId,
      event: {
        type: "role.withdrawn",
        data: { role: grant.role, site: grant.site.name, unit: grant.unit?.name ?? null },
      },
    });
    const owning = await tx.roleGrant.count({
      where: { personId: grant.personId, siteId: grant.siteId, role: { in: [...OWNER_ROLES] } },
    });
    if (owning === 0) {
      const { name } = grant.person;
      await releaseCases(tx, ctx, { personId: grant.personId, personName: name, siteIds: [grant.siteId] });
    }
    return { personId: grant.personId };
  });
}

/**
 * Stops somebody from signing in and ends their sessions at once. Their open cases have nobody then, and show up in triage; their name
 * stays on what they did.
 */
export async function deactivatePerson(
  ctx: UserCtx,
  { personId }: { personId: string },
): Promise<{ personId: string }> {
  if (personId === ctx.viewer.personId)
    throw new Conflict("You cannot deactivate yourself. Ask another administrator.");
  await withTransaction(ctx, async (tx) => {
    await findWhollyManaged(tx, ctx, personId);
    await keepAdministrators(tx, personId);
    const changed = await tx.person.updateMany({
      where: { id: personId, deactivatedAt: null },
      data: { deactivatedAt: ctx.now, version: { increment: 1 } },
    });
    if (changed.count === 0) throw new Conflict("This person is already deactivated.");
    await endSessions(tx, ctx, { personId }, "deactivated");
    const { name, roles } = await tx.person.findUniqueOrThrow({
      where: { id: personId },
      select: { name: true, roles: { select: { siteId: true }, take: 1000 } },
    });
    await releaseCases(tx, ctx, { personId, personName: name, siteIds: roles.map(({ siteId }) => siteId) });
    const subject = { noun: "person" as const, id: personId };
    await recordEvent(tx, ctx, { subject, siteId: null, event: { type: "person.deactivated", data: {} } });
  });
  return { personId };
}

export async function reactivatePerson(
  ctx: UserCtx,
  { personId }: { personId: string },
): Promise<{ personId: string }> {
  await withTransaction(ctx, async (tx) => {
    await findWhollyManaged(tx, ctx, personId);
    const changed = await tx.person.updateMany({
      where: { id: personId, deactivatedAt: { not: null } },
      data: { deactivatedAt: null, version: { increment: 1 } },
    });
    if (changed.count === 0) throw new Conflict("This person can already sign in.");
    const subject = { noun: "person" as const, id: personId };
    await recordEvent(tx, ctx, { subject, siteId: null, event: { type: "person.reactivated", data: {} } });
  });
  return { personId };
}

/** Gives somebody a new first password, which they must replace; every sign-in they have ends. */
export async function setPassword(
  ctx: UserCtx,
  { personId, password }: SetPasswordInput,
): Promise<{ personId: string }> {
  const passwordHash = await hashPassword(password);
  await withTransaction(ctx, async (tx) => {
    await findWhollyManaged(tx, ctx, personId);
    const { email } = await tx.person.findUniqueOrThrow({ where: { id: personId }, select: { email: true } });
    if (isObviousPassword(password, email)) throw new Invalid({ password: OBVIOUS_PASSWORD });
    await replacePassword(tx, ctx, { personId, passwordHash, mustSetPassword: true });
    await endSessions(tx, ctx, { personId }, "password_changed");
  });
  return { personId };
}

/** Replaces one's own password; sign-ins elsewhere end. */
export async function changePassword(ctx: UserCtx, { current, password }: ChangePasswordInput): Promise<void> {
  const { personId, sessionId } = ctx.viewer;
  const passwordHash = await hashPassword(password);
  await withTransaction(ctx, async (tx) => {
    const person = await tx.person.findUniqueOrThrow({
      where: { id: personId },
      select: { email: true, passwordHash: true },
    });
    if (!(await passwordFits(current, person.passwordHash))) {
      throw new Invalid({ current: "This is not the password you have now." });
    }
    if (current === password)
      throw new Invalid({ password: "Choose one that differs from the password you have now." });
    if (isObviousPassword(password, person.email)) throw new Invalid({ password: OBVIOUS_PASSWORD });
    await replacePassword(tx, ctx, { personId, passwordHash, mustSetPassword: false });
    await endSessions(tx, ctx, { personId, exceptId: sessionId }, "password_changed");
  });
}

type NewPassword = { personId: string; passwordHash: string; mustSetPassword: boolean };

async function replacePassword(tx: Tx, ctx: UserCtx, { personId, ...data }: NewPassword) {
  await tx.person.update({ where: { id: personId }, data: { ...data, version: { increment: 1 } } });
  const subject = { noun: "person" as const, id: personId };
  await recordEvent(tx, ctx, { subject, siteId: null, event: { type: "person.password_set", data: {} } });
}

async function findManaged(tx: Tx, ctx: UserCtx, personId: string) {
  const where = { AND: [{ id: personId }, peopleManagedBy(ctx.viewer)] };
  const person = await tx.person.findFirst({ where, select: { id: true } });
  if (!person) throw new NotFound("This person");
}

/** Whoever sets a password could sign in with it, so nobody sets that of somebody who works where they are no administrator. */
async function findWhollyManaged(tx: Tx, ctx: UserCtx, personId: string) {
  await findManaged(tx, ctx, personId);
  const grants = await tx.roleGrant.findMany({ where: { personId }, select: { siteId: true }, take: 1000 });
  if (grants.every(({ siteId }) => can(ctx.viewer, "people.manage", siteId))) return;
  throw new Forbidden("They also work at a site that you do not administer. Ask an administrator of all their sites.");
}

async function keepAdministrators(tx: Tx, leavingId: string) {
  const administered = await tx.roleGrant.findMany({
    where: { personId: leavingId, role: "administrator" },
    select: { siteId: true },
    // One order for all, so that two at once cannot lock each other out.
    orderBy: { siteId: "asc" },
    take: 1000,
  });
  for (const { siteId } of administered) await keepAnAdministrator(tx, siteId, leavingId);
}

async function createGrant(tx: Tx, ctx: UserCtx, { personId, siteId, role, unitId }: GrantRoleInput) {
  if (!can(ctx.viewer, "people.manage", siteId)) throw new Invalid({ siteId: "Choose a site that you administer." });
  const site = await tx.site.findUniqueOrThrow({ where: { id: siteId }, select: { name: true } });
  const unit = unitId
    ? await tx.unit.findFirst({ where: { id: unitId, siteId }, select: { id: true, name: true, closedOn: true } })
    : null;
  if (unitId && !unit) throw new Invalid({ unitId: "Choose a unit of this site." });
  if (unit?.closedOn) throw new Invalid({ unitId: tellUnitClosed({ name: unit.name, closedOn: unit.closedOn }) });
  if (role === "responder" && !unit) throw new Invalid({ unitId: "A responder answers for one unit: choose it." });
  if (role !== "responder" && unit)
    throw new Invalid({ unitId: "Only a responder is bound to a unit: leave this empty." });
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`roles:${personId}`}, 0))`;
  const held = await tx.roleGrant.findFirst({ where: { personId, siteId, role, unitId }, select: { id: true } });
  if (held) throw new Invalid({ role: "They already have this role there." });
  await tx.roleGrant.create({ data: { id: newId(), personId, siteId, role, unitId } });
  await recordEvent(tx, ctx, {
    subject: { noun: "person", id: personId },
    siteId,
    event: { type: "role.granted", data: { role, site: site.name, unit: unit?.name ?? null } },
  });
}

async function keepAnAdministrator(tx: Tx, siteId: string, leavingId: string) {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`administrators:${siteId}`}, 0))`;
  const others = await tx.roleGrant.count({
    where: { siteId, role: "administrator", personId: { not: leavingId }, person: { deactivatedAt: null } },
  });
  if (others === 0) throw new Conflict("This is the site's last administrator. Give somebody else the role first.");
}
