import { keepOwn, readOwn } from "@/components/layout/own-store";
import { isAwaited } from "./awaited-step";

const NAME = "step-news";

/** What was done to a case, and the version of it that is taken back. */
type StepNews = { reference: string; title: string; undo: { caseId: string; version: number } | null };

/**
 * Leaves what was done to a case for the page that comes next, where one goes on to it: it is kept by the browser, so that it is told however
 * long that page takes, and also where it is loaded as a whole. False: nobody goes on, so it is to be told here.
 */
export function carryNews(news: StepNews): boolean {
  if (!isAwaited(news.reference)) return false;
  keepOwn(NAME, news);
  return true;
}

/** What was left, once. */
export function takeNews(): StepNews | null {
  const news = readOwn(NAME);
  if (news === null) return null;
  keepOwn(NAME, null);
  return isNews(news) ? news : null;
}

function isNews(value: unknown): value is StepNews {
  if (typeof value !== "object" || value === null) return false;
  if (!("reference" in value && "title" in value && "undo" in value)) return false;
  const { reference, title, undo } = value;
  if (typeof reference !== "string" || typeof title !== "string") return false;
  if (undo === null) return true;
  if (typeof undo !== "object" || !("caseId" in undo && "version" in undo)) return false;
  return typeof undo.caseId === "string" && typeof undo.version === "number";
}
