import type { CheckInput } from "./check";
import type { SiteWords } from "./site-words";

/** What a letter is checked against but for its own text, and the words of its language but for those of the site. */
export type CheckSetting = Omit<CheckInput, "text" | "words"> & { siteWords: SiteWords };
