import { createHash } from "node:crypto";
import type { SurveyInstrument, SurveyVersion } from "@/lib/platform/generated/client";
import { definitionOf, EMPTY_DRAFT, piecesOf, withQuestions, withTranslation } from "@/lib/survey/rules/draft";
import { type Draft, saveQuestionsSchema } from "@/lib/survey/schema";
import type { Chronicle } from "./events";
import { type Staff, workersAt } from "./people";
import type { DemoSite } from "./places";
import { idAt, type Random } from "./random";
import { DAY, HOUR, plus } from "./times";
import { OWN_SURVEY, OWN_SURVEY_IN_SPANISH } from "./words/own-survey";

type Work = { random: Random; chronicle: Chronicle; staff: Staff; site: DemoSite; now: Date };
type Made = { instruments: SurveyInstrument[]; versions: SurveyVersion[] };

/** The first site wrote a survey on interpreters, published it, and writes its next version. */
export function makeOwnSurveys({ random, chronicle, staff, site, now }: Work): Made {
  const at = plus(now, -60 * DAY);
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
  const publishedAt = plus(at, 2 * HOUR);
  const versionId = idAt(random, publishedAt);
  tell(0, { type: "survey.instrument_made", data: { instrumentId: id, name } });
  tell(HOUR, { type: "survey.draft_saved", data: { instrumentId: id, name, language: "Spanish" } });
  const published = { instrumentId: id, versionId, name, version: 1, languages: "English, Spanish" };
  tell(2 * HOUR, { type: "survey.published", data: published });
  const changedAt = plus(now, -3 * DAY);
  tell(57 * DAY, { type: "survey.draft_begun", data: { instrumentId: id, name, version: 2 } });
  const draft = questionsOf(
    id,
    OWN_SURVEY.items.map((item, place) => ({ ...item, id: whole.items[place]?.id ?? "" })),
    whole,
  );
  return {
    instruments: [
      {
        ...{ id, siteId, name, draft, revision: 4, createdAt: at, changedAt, changedById: actor.id },
        ...{ retiredAt: null, retiredById: null },
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
