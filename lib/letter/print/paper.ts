import "server-only";

export type Paper = "A4" | "Letter";

// Unicode CLDR, territory information, paperSize US-Letter: every other country uses A4.
const LETTER_COUNTRIES = new Set("BZ CA CL CO CR GT MX NI PA PH PR SV US VE".split(" "));

/** The paper that a country's printers hold, by its ISO 3166 code. */
export function paperOf(country: string): Paper {
  return LETTER_COUNTRIES.has(country.toUpperCase()) ? "Letter" : "A4";
}

const POINTS_PER_MILLIMETRE = 72 / 25.4;

export function millimetres(length: number): number {
  return length * POINTS_PER_MILLIMETRE;
}

const SIZES = { A4: { width: 595.28, height: 841.89 }, Letter: { width: 612, height: 792 } };

export type Sheet = {
  width: number;
  height: number;
  margin: number;
  top: number;
  /** Where the addressee stands, so that it shows in a window envelope. */
  window: { x: number; y: number; width: number };
};

/**
 * The measures of a sheet. A4: the address field of DIN 5008 form B, 45 to 90 mm from the top and 20 mm from the left, which a British DL
 * window shows too. Letter: folded in three in a No. 10 envelope, whose window shows what stands from 2 to 3 inches from the top.
 */
export function sheetOf(paper: Paper): Sheet {
  const window = { x: millimetres(25), y: millimetres(paper === "A4" ? 50 : 52), width: millimetres(80) };
  return { ...SIZES[paper], margin: millimetres(25), top: millimetres(18), window };
}
