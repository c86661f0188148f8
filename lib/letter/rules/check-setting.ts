import type { CheckInput } from "./check";

/** What a letter is checked against but for its own text and the words of its language. */
export type CheckSetting = Omit<CheckInput, "text" | "words">;
