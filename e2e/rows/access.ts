import { hash } from "@node-rs/argon2";
import type { Role } from "@/lib/platform/generated/enums";
import { newId } from "@/lib/shared/ids";
import { type Named, RowStore, uniqueWord } from "./store";

export type Place = Named & { units: [Named, Named] };

export type Person = Named & { email: string; password: string; role: Role; place: Place };

type PersonGiven = { role: Role; place: Place; name?: string; password?: string; mustSetPassword?: boolean };

const PASSWORD = "correct horse battery";

// Few rounds: a test's password is no secret.
const QUICK = { memoryCost: 64, timeCost: 1, parallelism: 1 };

/** Sites, units, people, what they may and what is theirs alone. */
export abstract class AccessRows extends RowStore {
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

  /** The demo account of a role, for reading only. */
  async demo(role: Role): Promise<Omit<Person, "place">> {
    const email = `${role === "administrator" ? "admin" : role}@heard.example`;
    const [row] = await this.read<Named>('SELECT "id", "name" FROM "Person" WHERE "email" = $1', [email]);
    if (!row) throw new Error("The browser tests need the demo data.");
    return { ...row, email, role, password: "patient-listening" };
  }

  /** Away for a week from today. */
  async absence(person: Named): Promise<{ id: string }> {
    const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
    const set = { createdById: person.id, createdAt: new Date() };
    return this.insert("Absence", { id: newId(), personId: person.id, fromOn: day(-1), untilOn: day(6), ...set });
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
}
