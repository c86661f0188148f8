import { createHash, randomBytes } from "node:crypto";
import { newId } from "@/lib/shared/ids";
import { definitionOf, draftOf } from "@/lib/survey/rules/draft";
import { READY } from "@/lib/survey/rules/ready";
import { KnowledgeRows } from "./knowledge";
import type { Named } from "./store";

const MONTH_MS = 30 * 86_400_000;

type InstrumentGiven = { name?: string; isPublished?: boolean };

/** What people are asked once their case is closed. */
export abstract class SurveyRows extends KnowledgeRows {
  /** A survey on how a case was handled that went out just now. Returns what its link ends with. */
  async survey({ id: siteId }: { id: string }, caseId: string, by: Named): Promise<string> {
    const definition = READY.service_recovery;
    const [id, at, token] = [newId(), new Date(), randomBytes(32).toString("base64url")];
    await this.write(
      `INSERT INTO "SurveyVersion" ("id", "instrument", "version", "definition", "digest", "createdAt")
       VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
      [
        ...[newId(), definition.instrument, definition.version, JSON.stringify(definition)],
        ...[createHash("sha256").update(JSON.stringify(definition)).digest("hex"), at],
      ],
    );
    const [version] = await this.read<{ id: string }>(
      `SELECT "id" FROM "SurveyVersion" WHERE "instrument" = $1 AND "version" = $2`,
      [definition.instrument, definition.version],
    );
    await this.insert("SurveyInvitation", {
      ...{ id, caseId, siteId, state: "sent", versionId: version?.id, language: "en", byId: by.id },
      ...{ address: "pat@people.example", createdAt: at, sentAt: at },
    });
    await this.insert("SurveyLink", {
      ...{ id: newId(), invitationId: id, siteId, createdAt: at, expiresAt: new Date(at.getTime() + MONTH_MS) },
      tokenHash: createHash("sha256").update(token).digest("hex"),
    });
    return token;
  }

  /** A file of answers that was brought and whose bytes are gone, as far as it is said. */
  async surveyImport({ id: siteId }: { id: string }, by: Named, state = "mapping"): Promise<string> {
    const [id, at] = [newId(), new Date()];
    const mapping = { kind: "fft", dayFormat: "dmy", scale: "one_to_five", unknownUnit: "reject", raises: true };
    const columns = ["Date", "Answer"].map((name) => ({ name, samples: ["1"], fits: null }));
    await this.insert("SurveyImport", {
      ...{ id, siteId, byId: by.id, name: "answers.csv", bytes: 20, sha256: "0", encoding: "utf-8", delimiter: "," },
      ...{ columns: JSON.stringify(columns), state, receivedAt: at, expiresAt: new Date(at.getTime() + MONTH_MS) },
      ...{ source: "Vendor", instrument: "fft", fresh: 1, added: state === "imported" ? 1 : 0, rejected: 1 },
      mapping: JSON.stringify({ ...mapping, raiseDays: 14, columns: [{ name: "Date", role: "day" }] }),
    });
    const reject = { importId: id, line: 3, position: 0, column: "Date", value: "13/13/2026" };
    await this.insert("SurveyImportReject", { ...reject, reason: "This is no day." });
    return id;
  }

  /** A survey of a site's own that asks what the ready one on satisfaction asks. Returns its id. */
  async instrument(place: { id: string }, by: Named, given: InstrumentGiven = {}): Promise<string> {
    const { isPublished = false } = given;
    const [id, at] = [newId(), new Date()];
    const draft = draftOf(READY.csat);
    await this.insert("SurveyInstrument", {
      ...{
        id,
        siteId: place.id,
        name: given.name ?? `Ours ${id}`,
        draft: isPublished ? null : JSON.stringify(draft),
        revision: 1,
      },
      ...{ createdAt: at, changedAt: at, changedById: by.id },
    });
    if (!isPublished) return id;
    const definition = definitionOf(draft, { instrument: id, name: "Ours", version: 1, languages: ["en", "es"] });
    await this.insert("SurveyVersion", {
      ...{ id: newId(), instrument: id, version: 1, definition: JSON.stringify(definition), createdAt: at },
      digest: createHash("sha256").update(JSON.stringify(definition)).digest("hex"),
    });
    return id;
  }
}
