import type { Article, ArticleVersion } from "@/lib/platform/generated/client";
import type { Chronicle } from "./events";
import { type Staff, workersAt } from "./people";
import type { DemoSite } from "./places";
import { idAt, type Random } from "./random";
import { DAY, HOUR, MINUTE, plus } from "./times";
import { ARTICLES, type DemoArticle } from "./words/articles";

type Work = { random: Random; chronicle: Chronicle; staff: Staff; site: DemoSite; now: Date };
type Telling = Parameters<Chronicle["tell"]>[0];

const FIRST = -38 * DAY;
const BETWEEN = 33 * DAY;

/** What a site tells its staff and patients, written and published by its manager: each wording a version, the last one current. */
export function keepArticles({ random, chronicle, staff, site, now }: Work) {
  const [manager] = workersAt(staff, { site, roles: ["manager"], at: now });
  const articles: Article[] = [];
  const versions: ArticleVersion[] = [];
  const told: Telling[] = [];
  if (!manager) return { articles, versions };
  const tell = (at: Date, event: Telling["event"]) =>
    told.push({ subject: { noun: "site", id: site.row.id }, siteId: site.row.id, at, actor: manager.row, event });
  for (const [turn, plan] of ARTICLES.filter((each) => each.site === site.plan.key).entries()) {
    const at = plus(plus(now, FIRST), turn * HOUR);
    const id = idAt(random, at);
    const reviewOn = dayAfter(now, plan.reviewInDays);
    const day = reviewOn.toISOString().slice(0, 10);
    const whole = {
      siteId: site.row.id,
      language: plan.language,
      category: plan.category,
      title: plan.title,
      reviewOn,
    };
    tell(at, { type: "article.written", data: { articleId: id, reviewOn: day } });
    const made = (plan.isDraft ? [] : plan.bodies).map((body, index): ArticleVersion => {
      const publishedAt = plus(at, index * BETWEEN + HOUR / 2);
      const number = index + 1;
      if (index > 0)
        tell(plus(publishedAt, -20 * MINUTE), {
          type: "article.saved",
          data: { articleId: id, version: number, reviewOn: day },
        });
      const versionId = idAt(random, publishedAt);
      tell(publishedAt, {
        type: "article.published",
        data: { articleId: id, versionId, version: number, reviewOn: day },
      });
      return { id: versionId, articleId: id, number, body, ...whole, publishedById: manager.row.id, publishedAt };
    });
    const newest = made.at(-1);
    versions.push(...made);
    articles.push({
      ...{ id, ...whole, body: newestBody(plan), state: newest ? "published" : "draft", version: made.length },
      ...{ currentId: newest?.id ?? null, isChanged: !newest, revision: plan.bodies.length },
      ...{ savedById: manager.row.id, savedAt: newest?.publishedAt ?? at, createdById: manager.row.id, createdAt: at },
    });
  }
  for (const each of told.toSorted((a, b) => a.at.getTime() - b.at.getTime())) chronicle.tell(each);
  return { articles, versions };
}

function newestBody({ bodies: [first, ...more] }: DemoArticle): string {
  return more.at(-1) ?? first;
}

function dayAfter(now: Date, days: number): Date {
  return new Date(
    `${plus(now, days * DAY)
      .toISOString()
      .slice(0, 10)}T00:00:00Z`,
  );
}
