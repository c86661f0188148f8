import { hash } from "@node-rs/argon2";
import { Pool } from "pg";
import { formatReference } from "@/lib/case/rules";
import { CHAIN_START, hashLink } from "@/lib/events/chain";
import type { CaseKind, CaseState, Role } from "@/lib/platform/generated/enums";
import { newId } from "@/lib/shared/ids";
import { tagKey } from "@/lib/tag/rules";

export type { Role };
export type Named = { id: string; name: string };
export type Place = Named & { units: [Named, Named] };
export type Person = Named & { email: string; password: string; role: Role; place: Place };
export type Patient = Named & { recordNumber: string | null };
export type Dispute = { id: string; siteId: string; byId: string };
export type Case = { id: string; reference: string; about: string; words: string; state: CaseState; issueId: string };

export type Request = { id: string; question: string };

type RequestGiven = {
  question?: string;
  unit?: Named;
  shares?: ("words" | "patient" | "issues")[];
  /** Negative when it is late already. */
  dueInHours?: number;
};
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
  private fingerprintSql: string | undefined;
  private closedDays = 0;
  private readonly pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 4 });

  /** A new site of the demo organisation, with two units. */
  async place(name = `${uniqueWord()} Infirmary`, packId = "plain"): Promise<Place> {
    const [organisation] = await this.read<{ id: string }>('SELECT "id" FROM "Organisation" LIMIT 1');
    if (!organisation) throw new Error("The browser tests need the demo data.");
    const place = { id: newId(), name };
    const country = packId === "us-hospital" ? "US" : "GB";
    const rest = { organisationId: organisation.id, timeZone: "Europe/London", country, packId };
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

  /** A closed day, each further ahead than the one before, since a site closes once a day. */
  async closedDay(place: Named, by: Named): Promise<string> {
    this.closedDays += 1;
    const date = new Date(Date.UTC(2030, 0, this.closedDays)).toISOString().slice(0, 10);
    const row = { id: newId(), siteId: place.id, date, kind: "closed", name: "Stocktaking", intervals: "[]" };
    const { id } = await this.insert("CalendarDay", { ...row, source: "person", addedById: by.id });
    return id;
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

  /** Two cases of which the second is merged into the first. */
  async caseMerge(place: Place, by: Named): Promise<{ id: string; survivor: Case; merged: Case }> {
    const [survivor, merged] = [await this.case(place, by), await this.case(place, by)];
    const snapshot = JSON.stringify({ state: "new", ownerId: null, closedAt: null, issues: [], requests: [] });
    const ids = { id: newId(), siteId: place.id, survivorId: survivor.id, mergedId: merged.id };
    await this.write('UPDATE "Case" SET "mergedIntoId" = $1 WHERE "id" = $2', [survivor.id, merged.id]);
    const told = { reason: "One fall.", snapshot, mergedById: by.id, mergedAt: new Date() };
    await this.insert("CaseMerge", { ...ids, ...told });
    return { id: ids.id, survivor, merged };
  }

  /** A tag of its own on a case. */
  async tag({ id: siteId }: Place, caseId: string, by: Named): Promise<string> {
    const label = uniqueWord();
    const tag = { id: newId(), siteId, label, key: tagKey(label), createdById: by.id, createdAt: new Date() };
    await this.insert("Tag", tag);
    const row = { id: newId(), caseId, tagId: tag.id, siteId, addedById: by.id, addedAt: new Date() };
    await this.insert("CaseTag", row);
    return tag.id;
  }

  async link(place: Place, by: Named): Promise<{ id: string; from: Case; to: Case }> {
    const [from, to] = [await this.case(place, by), await this.case(place, by)];
    const ends = { id: newId(), siteId: place.id, fromId: from.id, toId: to.id };
    await this.insert("CaseLink", { ...ends, type: "related", createdById: by.id, createdAt: new Date() });
    return { id: ends.id, from, to };
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
    await this.write(
      'UPDATE "Case" SET "packId" = "Site"."packId" FROM "Site" WHERE "Site"."id" = $1 AND "Case"."id" = $2',
      [place.id, row.id],
    );
    const issueId = newId();
    await this.insert("Issue", {
      id: issueId,
      caseId: row.id,
      siteId: place.id,
      position: 1,
      summary: about,
      severity,
    });
    if (state === "closed") await this.closing(place, row, by);
    return { ...row, issueId };
  }

  /** An issue beside the first. */
  async issue({ id: siteId }: Place, { id: caseId }: { id: string }): Promise<string> {
    const row = { id: newId(), caseId, siteId, position: 2, summary: `About ${uniqueWord()}`, severity: 1 };
    return (await this.insert("Issue", row)).id;
  }

  private async closing({ id: siteId }: Place, row: { id: string; receivedAt: Date }, { id: closedById }: Named) {
    await this.insert("Closing", {
      ...{ id: newId(), caseId: row.id, siteId, outcome: "satisfied", summary: "They are content." },
      ...{ hasChanged: false, lesson: "A slip.", closedById, closedAt: row.receivedAt },
    });
  }

  async escalation(place: Place, { id: caseId }: Case, by: Named, reason = "It has stood still."): Promise<Named> {
    await this.write('UPDATE "Case" SET "escalatedAt" = now() WHERE "id" = $1', [caseId]);
    const row = { id: newId(), caseId, siteId: place.id, reason, raisedById: by.id, raisedAt: new Date() };
    await this.insert("Escalation", row);
    return { id: row.id, name: reason };
  }

  /** Somebody on call from now on. */
  async duty({ id: siteId }: Place, { id: personId }: Named): Promise<string> {
    const [from, until] = [new Date(), new Date(Date.now() + 86_400_000)];
    const row = { id: newId(), siteId, personId, from, until, createdById: personId, createdAt: from };
    return (await this.insert("Duty", row)).id;
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

  /** A call in which `by` reached the patient. */
  async contact(place: Place, { id: caseId }: Case, by: Named, at = new Date()): Promise<{ id: string }> {
    await this.write('UPDATE "Case" SET "lastHeardAt" = $1 WHERE "id" = $2', [at, caseId]);
    return this.insert("Contact", {
      ...{ id: newId(), caseId, siteId: place.id, direction: "outgoing", channel: "phone", outcome: "reached" },
      ...{ at, party: "patient", mayBeTold: "yes", summary: "Told them where we are." },
      ...{ authorId: by.id, idempotencyKey: newId() },
    });
  }

  /** A pause of the clocks of a case that nobody has ended. */
  async pause({ id: siteId }: Place, caseId: string, by: Named): Promise<{ id: string }> {
    const row = { id: newId(), caseId, siteId, reasonId: "consent", from: new Date(), byId: by.id };
    return this.insert("ClockPause", row);
  }

  /** A note of theirs in which `person` names themselves: enough to be told of. */
  async mention(place: Place, { id: caseId }: Case, person: Named): Promise<{ id: string }> {
    const at = { caseId, siteId: place.id };
    const body = `@${person.name} look.`;
    const note = await this.insert("Note", { id: newId(), ...at, authorId: person.id, body, idempotencyKey: newId() });
    return this.insert("NoteMention", { id: newId(), noteId: note.id, ...at, personId: person.id });
  }

  /** That somebody was mentioned in a note, unread. */
  async notification(place: Place, { id: caseId }: Case, person: Named): Promise<{ id: string }> {
    const row = { id: newId(), personId: person.id, siteId: place.id, caseId, type: "mentioned" };
    return this.insert("Notification", { ...row, dedupeKey: row.id, createdAt: new Date() });
  }

  /** An e-mail that was given up. */
  async deadLetter(person: Named): Promise<{ id: string }> {
    const now = new Date();
    const row = { id: newId(), kind: "bundle", personId: person.id, state: "dead", attempts: 10 };
    return this.insert("MailDelivery", { ...row, key: row.id, nextAttemptAt: now, createdAt: now, settledAt: now });
  }

  /** A file on a case, without bytes behind it. */
  async file(place: Place, { id: caseId }: Case, by: Named, name = "letter.txt"): Promise<Named> {
    const row = {
      ...{ id: newId(), caseId, siteId: place.id, key: newId(), idempotencyKey: newId(), name },
      ...{ kind: "text", bytes: 5, sha256: "0".repeat(64), scan: "clean" },
      ...{ uploadedById: by.id, uploadedAt: new Date() },
    };
    return this.insert("Attachment", row);
  }

  /** A lower kind that waits for a second person. */
  async proposal(place: Place, { id: caseId }: Case, by: Named, reason = "It was settled."): Promise<Named> {
    const row = { id: newId(), caseId, siteId: place.id, from: "complaint", to: "concern", reason };
    await this.insert("KindChange", { ...row, proposedById: by.id, proposedAt: new Date() });
    return { id: row.id, name: reason };
  }

  /** A request to the unit whose responders `person` makes, due in a day unless told otherwise. */
  async request(place: Place, { id: caseId }: Case, by: Named, given: RequestGiven = {}): Promise<Request> {
    const { question = `What about ${uniqueWord()}?`, unit = place.units[0], shares = [], dueInHours = 24 } = given;
    const askedAt = new Date(Date.now() - 120 * 3_600_000);
    const row = {
      ...{ id: newId(), caseId, siteId: place.id, unitId: unit.id, question, askedById: by.id, askedAt },
      dueAt: new Date(Date.now() + dueInHours * 3_600_000),
      sharesWords: shares.includes("words"),
      sharesPatient: shares.includes("patient"),
      sharesIssues: shares.includes("issues"),
      idempotencyKey: newId(),
    };
    await this.insert("Request", row);
    return row;
  }

  /** A call that is due today. */
  async followUp(place: Place, { id: caseId }: Case, by: Named, attempts = 0): Promise<{ id: string }> {
    const row = {
      ...{ id: newId(), caseId, siteId: place.id, ownerId: by.id, dueOn: new Date(), channel: "phone" },
      ...{ what: "Tell them where we are.", party: "patient", plannedById: by.id, plannedAt: new Date() },
      idempotencyKey: newId(),
    };
    await this.insert("FollowUp", row);
    for (let count = 0; count < attempts; count++) {
      const attempt = { id: newId(), followUpId: row.id, siteId: place.id, at: new Date(), byId: by.id };
      await this.insert("FollowUpAttempt", { ...attempt, outcome: "no_answer", idempotencyKey: newId() });
    }
    return row;
  }

  /** A promise that is due today; one of an amount waits for approval. */
  async promise(place: Place, { id: caseId }: Case, by: Named, amount?: number): Promise<{ id: string }> {
    const money = amount ? { amount, currency: "GBP", digits: 2, money: "refund", approval: "pending" } : {};
    return this.insert("PatientPromise", {
      ...{ id: newId(), caseId, siteId: place.id, words: "We will call you.", party: "patient", ...money },
      ...{ madeById: by.id, madeAt: new Date(), ownerId: by.id, dueOn: new Date(), idempotencyKey: newId() },
    });
  }

  async draft(person: Named, subject: string, body = "Unfinished", kind = "note"): Promise<void> {
    const fields = JSON.stringify({ body });
    await this.insert("Draft", {
      id: newId(),
      personId: person.id,
      kind,
      subject,
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

  /** The billing dispute of a case, in dollars. */
  async dispute(place: Named, { id: caseId }: Case, by: Named): Promise<Dispute> {
    const opened = { currency: "USD", digits: 2, openedAt: new Date(), openedById: by.id };
    const { id, siteId } = await this.insert("BillingDispute", { id: newId(), caseId, siteId: place.id, ...opened });
    return { id, siteId, byId: by.id };
  }

  /** A charge of 500 dollars, the first of its dispute. */
  async charge({ id: disputeId, siteId, byId }: Dispute): Promise<{ id: string }> {
    return this.insert("ChargeLine", {
      ...{ id: newId(), disputeId, siteId, position: 1, description: "MRI", amount: 50_000, reason: "Covered." },
      ...{ createdAt: new Date(), addedById: byId },
    });
  }

  async collectionHold({ id: disputeId, siteId, byId }: Dispute): Promise<{ id: string }> {
    const placed = { placedAt: new Date(), placedById: byId };
    return this.insert("CollectionHold", {
      id: newId(),
      disputeId,
      siteId,
      until: "2099-12-31",
      reason: "Appeal.",
      ...placed,
    });
  }

  /** A plan of one part, 500 dollars. */
  async plan({ id: disputeId, siteId, byId }: Dispute): Promise<{ id: string }> {
    const id = newId();
    // One statement, because a plan without its parts is refused.
    await this.write(
      `WITH plan AS (
         INSERT INTO "PaymentPlan" ("id", "disputeId", "siteId", "total", "agreedOn", "agreedWith", "agreedAt", "agreedById")
         VALUES ($1, $2, $3, 50000, now(), 'Ana', now(), $4))
       INSERT INTO "PaymentPart" ("id", "planId", "siteId", "position", "dueOn", "amount")
       VALUES ($5, $1, $3, 1, '2099-01-01', 50000)`,
      [id, disputeId, siteId, byId, newId()],
    );
    return { id };
  }

  /** Away for a week from today. */
  async absence(person: Named): Promise<{ id: string }> {
    const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
    const set = { createdById: person.id, createdAt: new Date() };
    return this.insert("Absence", { id: newId(), personId: person.id, fromOn: day(-1), untilOn: day(6), ...set });
  }

  /** A case that `by` has just handed over from one person to another, as far as its rows tell. */
  async handover(
    place: Named,
    by: Named,
    from: Named,
    to: Named,
    caseId: string,
  ): Promise<{ id: string; partId: string }> {
    const row = {
      id: newId(),
      siteId: place.id,
      fromId: from.id,
      byId: by.id,
      reason: "Leave.",
      createdAt: new Date(),
    };
    await this.insert("Handover", row);
    const part = { id: newId(), handoverId: row.id, siteId: place.id, toId: to.id, caseIds: [caseId] };
    await this.insert("HandoverPart", part);
    return { id: row.id, partId: part.id };
  }

  /** One short text for everything that stands at a site, and for what its people have, so that a change of any row shows. */
  async fingerprint({ id }: Named): Promise<string> {
    this.fingerprintSql ??= await this.makeFingerprintSql();
    const [row] = await this.read<{ sum: string | null }>(this.fingerprintSql, [id]);
    return row?.sum ?? "";
  }

  // One statement over every table that knows its site. When a session was seen last is no change.
  private async makeFingerprintSql(): Promise<string> {
    const ofSites = await this.read<{ table: string }>(
      `SELECT table_name AS "table" FROM information_schema.columns
       WHERE table_schema = 'public' AND column_name = 'siteId' ORDER BY 1`,
    );
    const people = '(SELECT "personId" FROM "RoleGrant" WHERE "siteId" = $1)';
    const parts = [
      ["Site", '"id" = $1'],
      ["Person", `"id" IN ${people}`],
      ["Session", `"personId" IN ${people}`],
      ["Draft", `"personId" IN ${people}`],
      ["Absence", `"personId" IN ${people}`],
      ...ofSites.map(({ table }) => [table, '"siteId" = $1']),
    ].map(
      ([table, where]) =>
        `SELECT '${table} ' || (to_jsonb(t) - 'lastSeenAt')::text COLLATE "C" AS line FROM "${table}" t WHERE ${where}`,
    );
    return `SELECT md5(string_agg(line, E'\\n' ORDER BY line)) AS "sum" FROM (${parts.join(" UNION ALL ")}) lines`;
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
}
