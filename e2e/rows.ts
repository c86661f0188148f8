import { createHash } from "node:crypto";
import { hash } from "@node-rs/argon2";
import { Pool } from "pg";
import { formatReference } from "@/lib/case/rules";
import { CHAIN_START, hashLink } from "@/lib/events/chain";
import type { CaseKind, CaseState, Role } from "@/lib/platform/generated/enums";
import { newId } from "@/lib/shared/ids";

export type { Role };
export type Named = { id: string; name: string };
export type Place = Named & { units: [Named, Named] };
export type Person = Named & { email: string; password: string; role: Role; place: Place };
export type Patient = Named & { recordNumber: string | null };
export type Case = { id: string; reference: string; about: string; words: string };

type PersonGiven = { role: Role; place: Place; name?: string; password?: string; mustSetPassword?: boolean };
type PatientGiven = { name?: string; preferredName?: string; recordNumber?: string; bornOn?: string };
type CaseGiven = {
  about?: string;
  words?: string;
  kind?: CaseKind;
  state?: CaseState;
  severity?: 1 | 2 | 3;
  receivedAt?: Date;
  owner?: Named;
  patient?: Named;
  unit?: Named;
};

const PASSWORD = "correct horse battery";
// Few rounds: a test's password is no secret.
const QUICK = { memoryCost: 64, timeCost: 1, parallelism: 1 };

/** A word of letters that no other test has, so that a search finds what this test made and nothing else. */
export function uniqueWord(): string {
  const letters = newId()
    .slice(-12)
    .replace(/\d/g, (digit) => "ghijklmnop".charAt(Number(digit)));
  return letters.charAt(0).toUpperCase() + letters.slice(1);
}

/** Rows made straight in the database, with plain defaults: what a test needs and nobody else touches. */
export class Rows {
  private readonly pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 4 });

  /** A new site of the demo organisation, with two units. */
  async place(name = `${uniqueWord()} Infirmary`): Promise<Place> {
    const [organisation] = await this.read<{ id: string }>('SELECT "id" FROM "Organisation" LIMIT 1');
    if (!organisation) throw new Error("The browser tests need the demo data.");
    const place = { id: newId(), name };
    const rest = { organisationId: organisation.id, timeZone: "Europe/London", country: "GB" };
    await this.insert("Site", { ...place, ...rest });
    return { ...place, units: [await this.unit(place, "Ward 1"), await this.unit(place, "Ward 2")] };
  }

  async unit({ id: siteId }: Named, name: string): Promise<Named> {
    return this.insert("Unit", { id: newId(), siteId, name });
  }

  async person({ role, place, name = `Robin ${uniqueWord()}`, ...rest }: PersonGiven): Promise<Person> {
    const { password = PASSWORD, mustSetPassword = false } = rest;
    const email = `${newId()}@heard.example`;
    const id = newId();
    const passwordHash = await hash(password, QUICK);
    await this.write(
      `INSERT INTO "Person" ("id", "organisationId", "email", "name", "passwordHash", "mustSetPassword")
       SELECT $1, "organisationId", $2, $3, $4, $5 FROM "Site" WHERE "id" = $6`,
      [id, email, name, passwordHash, mustSetPassword, place.id],
    );
    const person = { id, name, email, password, role, place };
    await this.grant(person, role, place);
    return person;
  }

  async grant(person: Named, role: Role, place: Place): Promise<string> {
    const unitId = role === "responder" ? place.units[0].id : null;
    const { id } = await this.insert("RoleGrant", { id: newId(), personId: person.id, siteId: place.id, unitId, role });
    return id;
  }

  /** A sign-in; `life` moves its times so that it has expired or stood idle. */
  async session(person: Named, { seenMinutesAgo = 0 } = {}): Promise<string> {
    const now = Date.now();
    const session = { id: newId(), personId: person.id, userAgent: "Firefox/128 Windows", address: "192.0.2.7" };
    const lastSeenAt = new Date(now - seenMinutesAgo * 60_000);
    await this.insert("Session", { ...session, lastSeenAt, expiresAt: new Date(now + 3_600_000) });
    return session.id;
  }

  async endSessions(person: Named): Promise<void> {
    await this.write('UPDATE "Session" SET "endedAt" = now() WHERE "personId" = $1', [person.id]);
  }

  async patient(place: Named, given: PatientGiven = {}): Promise<Patient> {
    const name = given.name ?? `Ana ${uniqueWord()}`;
    const recordNumber = given.recordNumber ?? null;
    return this.insert("Patient", { id: newId(), siteId: place.id, ...given, name, recordNumber });
  }

  /** Somebody who may be told everything about a patient, on a written consent. */
  async representative(place: Named, patient: Named, by: Named, name = `Jo ${uniqueWord()}`): Promise<Named> {
    const terms = { basis: "written_consent", extent: "everything", seenOn: "2026-01-05", seenById: by.id };
    const row = { id: newId(), siteId: place.id, patientId: patient.id, name, ...terms, addedById: by.id };
    return this.insert("Representative", row);
  }

  async alert(place: Named, patient: Named, by: Named, body = "Hard of hearing."): Promise<{ id: string }> {
    const row = { id: newId(), patientId: patient.id, siteId: place.id, body, addedById: by.id };
    return this.insert("PatientAlert", row);
  }

  /** Two records of which the second is merged into the first. */
  async merge(place: Named, by: Named): Promise<{ id: string; survivor: Patient; merged: Patient }> {
    const [survivor, merged] = [await this.patient(place), await this.patient(place)];
    const person = (name: string) => ({
      ...{ name, preferredName: null, pronouns: null, recordNumber: null, bornOn: null, isDeceased: false },
      ...{ diedOn: null, language: null, needsInterpreter: false, phone: null, email: null, address: null },
      ...{ preferredChannel: null, contactNote: null },
    });
    const before = { survivor: person(survivor.name), merged: person(merged.name) };
    const snapshot = JSON.stringify({ ...before, taken: [], moved: {} });
    const ids = { id: newId(), siteId: place.id, survivorId: survivor.id, mergedId: merged.id };
    await this.write('UPDATE "Patient" SET "mergedIntoId" = $1 WHERE "id" = $2', [survivor.id, merged.id]);
    await this.insert("PatientMerge", { ...ids, snapshot, mergedById: by.id, mergedAt: new Date() });
    return { id: ids.id, survivor, merged };
  }

  async case(place: Place, by: Named, given: CaseGiven = {}): Promise<Case> {
    const { about = `About ${uniqueWord()}`, owner, patient, unit, kind = "complaint", severity = 2 } = given;
    const state = given.state ?? (owner ? "triaged" : "new");
    const receivedAt = given.receivedAt ?? new Date();
    const row = {
      ...{ id: newId(), about, kind, severity, state, receivedAt, updatedAt: receivedAt, loggedAt: receivedAt },
      words: given.words ?? `${about}, they say.`,
      reference: await this.nextReference(),
      siteId: place.id,
      unitId: unit?.id ?? null,
      patientId: patient?.id ?? null,
      ownerId: owner?.id ?? null,
      channel: "phone",
      reporterKind: "patient",
      loggedById: by.id,
      closedAt: state === "closed" ? receivedAt : null,
      idempotencyKey: newId(),
    };
    await this.insert("Case", row);
    await this.insert("Issue", {
      id: newId(),
      caseId: row.id,
      siteId: place.id,
      position: 1,
      summary: about,
      severity,
    });
    return row;
  }

  async escalation(place: Place, { id: caseId }: Case, by: Named, reason = "It has stood still."): Promise<Named> {
    await this.write('UPDATE "Case" SET "escalatedAt" = now() WHERE "id" = $1', [caseId]);
    const row = { id: newId(), caseId, siteId: place.id, reason, raisedById: by.id, raisedAt: new Date() };
    await this.insert("Escalation", row);
    return { id: row.id, name: reason };
  }

  /** So many notes on a case that has no event yet, each with the event that tells of it. */
  async notes(place: Named, { id: caseId }: Case, by: Named, count: number): Promise<void> {
    let prevHash = CHAIN_START;
    for (let position = 1; position <= count; position++) {
      const note = { id: newId(), caseId, siteId: place.id, authorId: by.id, body: `Note ${position} of ${count}` };
      await this.insert("Note", { ...note, createdAt: new Date(), idempotencyKey: newId() });
      const link = {
        ...{ id: newId(), chain: `case:${caseId}`, position, type: "note.added", at: new Date() },
        ...{ actorId: by.id, actorName: by.name, siteId: place.id, data: { noteId: note.id } },
      };
      const hash = hashLink(prevHash, link);
      await this.insert("Event", { ...link, prevHash, hash });
      prevHash = hash;
    }
  }

  async draft(person: Named, caseId: string, body = "Unfinished"): Promise<void> {
    const fields = JSON.stringify({ body });
    await this.insert("Draft", {
      id: newId(),
      personId: person.id,
      kind: "note",
      subject: caseId,
      fields,
      savedAt: new Date(),
    });
  }

  /** The demo account of a role, for reading only. */
  async demo(role: Role): Promise<Omit<Person, "place">> {
    const email = `${role === "administrator" ? "admin" : role}@heard.example`;
    const [row] = await this.read<Named>('SELECT "id", "name" FROM "Person" WHERE "email" = $1', [email]);
    if (!row) throw new Error("The browser tests need the demo data.");
    return { ...row, email, role, password: "patient-listening" };
  }

  /** One short text for everything that stands at a site, and for what its people have, so that a change of any row shows. */
  async fingerprint({ id }: Named): Promise<string> {
    const atSite = [
      "Site",
      "Unit",
      "RoleGrant",
      "Patient",
      "PatientMerge",
      "PatientAlert",
      "Representative",
      "Case",
      "Issue",
      "Note",
      "Escalation",
      "Event",
    ];
    const ofPeople = ["Person", "Session", "Draft"];
    const people = 'SELECT "personId" FROM "RoleGrant" WHERE "siteId" = $1';
    const parts = [
      ...atSite.map((table) => this.rowsOf(table, table === "Site" ? '"id" = $1' : '"siteId" = $1', id)),
      ...ofPeople.map((table) =>
        this.rowsOf(table, `${table === "Person" ? '"id"' : '"personId"'} IN (${people})`, id),
      ),
    ];
    return createHash("sha256")
      .update(JSON.stringify(await Promise.all(parts)))
      .digest("hex");
  }

  async read<T extends object>(sql: string, values: unknown[] = []): Promise<T[]> {
    return (await this.pool.query<T>(sql, values)).rows;
  }

  async count(table: string, where: string, ...values: unknown[]): Promise<number> {
    const [row] = await this.read<{ count: number }>(
      `SELECT count(*)::int AS "count" FROM "${table}" WHERE ${where}`,
      values,
    );
    return row?.count ?? 0;
  }

  async write(sql: string, values: unknown[] = []): Promise<void> {
    await this.pool.query(sql, values);
  }

  close(): Promise<void> {
    return this.pool.end();
  }

  private async insert<T extends object>(table: string, row: T): Promise<T> {
    const columns = Object.keys(row).map((column) => `"${column}"`);
    const places = columns.map((_, index) => `$${index + 1}`);
    await this.write(`INSERT INTO "${table}" (${columns.join()}) VALUES (${places.join()})`, Object.values(row));
    return row;
  }

  /** From the app's own counter, so that no case logged meanwhile gets the same number. */
  private async nextReference(): Promise<string> {
    const year = new Date().getUTCFullYear();
    const [row] = await this.read<{ last: number }>(
      `INSERT INTO "CaseCounter" ("year", "last") VALUES ($1, 1)
       ON CONFLICT ("year") DO UPDATE SET "last" = "CaseCounter"."last" + 1 RETURNING "last"`,
      [year],
    );
    return formatReference(year, row?.last ?? 0);
  }

  // When a session was seen last is no change.
  private async rowsOf(table: string, where: string, siteId: string): Promise<object[]> {
    const rows = await this.read<{ row: object }>(
      `SELECT to_jsonb(t) - 'lastSeenAt' AS "row" FROM "${table}" t WHERE ${where} ORDER BY "id"`,
      [siteId],
    );
    return rows.map(({ row }) => row);
  }
}
