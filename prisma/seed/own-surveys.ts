import { createHash } from "node:crypto";
import type { SurveyInstrument, SurveyVersion } from "@/lib/platform/generated/client";
import { definitionOf, EMPTY_DRAFT, piecesOf, withQuestions, withTranslation } from "@/lib/survey/rules/draft";
import { type Draft, saveQuestionsSchema } from "@/lib/survey/schema";
import type { Chronicle } from "./events";
import { type Staff, workersAt } from "./people";
import type { DemoSite } from "./places";
import { idAt, type Random } from "./random";
import { DAY, MINUTE, plus } from "./times";
import { OWN_SURVEY, OWN_SURVEY_IN_SPANISH } from "./words/own-survey";

type Work = { random: Random; chronicle: Chronicle; staff: Staff; site: DemoSite; now: Date };
type Made = { instruments: SurveyInstrument[]; versions: SurveyVersion[] };

/** The first site wrote a survey on interpreters, published it, and writes its next version. */
export function makeOwnSurveys({ random, chronicle, staff, site, now }: Work): Made {
  const last = plus(chronicle.lastOf({ noun: "site", id: site.row.id }), 10 * MINUTE);
  const at = new Date(Math.max(plus(now, -60 * DAY).getTime(), last.getTime()));
  // What came of it fits between then and now, however late that is.
  const part = (now.getTime() - at.getTime()) / 10;
  const [manager] = workersAt(staff, { site, roles: ["manager"], at });
  if (!manager) return { instruments: [], versions: [] };
  const [id, siteId, { name }] = [idAt(random, at), site.row.id, OWN_SURVEY];
  const actor = { id: manager.row.id, name: manager.row.name };
  const tell = (after: number, event: Parameters<typeof chronicle.tell>[0]["event"]) =>
    chronicle.tell({ subject: { noun: "site", id: siteId }, siteId, at: plus(at, after), actor, event });
  const first = questionsOf(id, OWN_SURVEY.items.slice(0, 3), EMPTY_DRAFT);
  const whole = withTranslation(
    first,
    "es",
    piecesOf(first).map(({ key }, place) => ({ key, value: OWN_SURVEY_IN_SPANISH[place] ?? "" })),
  );
  const languages = ["en", "es"] as const;
  const definition = definitionOf(whole, { instrument: id, name, version: 1, languages });
  const digest = createHash("sha256").update(JSON.stringify(definition)).digest("hex");
  const publishedAt = plus(at, 2 * part);
  const versionId = idAt(random, publishedAt);
  tell(0, { type: "survey.instrument_made", data: { instrumentId: id, name } });
  tell(part, { type: "survey.draft_saved", data: { instrumentId: id, name, language: "Spanish" } });
  const published = { instrumentId: id, versionId, name, version: 1, languages: "English, Spanish" };
  tell(2 * part, { type: "survey.published", data: published });
  const changedAt = plus(at, 9 * part);
  tell(9 * part, { type: "survey.draft_begun", data: { instrumentId: id, name, version: 2 } });
  const draft = questionsOf(
    id,
    OWN_SURVEY.items.map((item, place) => ({ ...item, id: whole.items[place]?.id ?? "" })),
    whole,
  );
  return {
    instruments: [
      {
        ...{ id, siteId, name, draft, revision: 4, createdAt: at, changedAt, changedById: actor.id },
        ...{ unpublished: null, retiredAt: null, retiredById: null },
      },
    ],
    versions: [{ id: versionId, instrument: id, version: 1, definition, digest, createdAt: publishedAt }],
  };
}

function questionsOf(instrumentId: string, items: Record<string, string>[], before: Draft): Draft {
  const { name, title, intro, comment } = OWN_SURVEY;
  const given = { instrumentId, revision: "1", name, scoring: "top_two", title, intro, comment, items };
  return withQuestions(before, saveQuestionsSchema.parse(given));
}
