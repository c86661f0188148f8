const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** The month that a text means, as "2026-03": from "2026-03", "2026-03-01", "03/2026", "Mar 2026" or "March 2026". Null: none that is sure. */
export function readMonth(text: string): string | null {
  const plain = text.trim().toLowerCase();
  const iso = /^(\d{4})[-/](\d{1,2})(?:[-/]\d{1,2})?$/.exec(plain);
  if (iso) return monthOf(Number(iso[1]), Number(iso[2]));
  const turned = /^(\d{1,2})[-/.](\d{4})$/.exec(plain);
  if (turned) return monthOf(Number(turned[2]), Number(turned[1]));
  const named = /^([a-z]{3,9})[\s.-]+(\d{4})$/.exec(plain);
  if (!named) return null;
  return monthOf(Number(named[2]), MONTHS.findIndex((name) => named[1]?.startsWith(name)) + 1);
}

function monthOf(year: number, month: number): string | null {
  if (year < 2000 || year > 2100 || month < 1 || month > 12) return null;
  return `${year}-${String(month).padStart(2, "0")}`;
}

/** "March 2026". */
export function monthTitle(month: string): string {
  const at = new Date(`${month.slice(0, 7)}-01T00:00:00Z`);
  return at.toLocaleDateString("en", { month: "long", year: "numeric", timeZone: "UTC" });
}
