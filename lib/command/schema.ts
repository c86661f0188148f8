import { z } from "zod";
import { KEY_MAP, type KeyName } from "@/lib/shared/keys";
import { whyNotThisKey } from "./rules";

/** A reference to open again; whatever does not look like one is left out. */
const references = z
  .string()
  .max(400)
  .catch("")
  .default("")
  .transform((text) =>
    text
      .split(",")
      .filter((reference) => /^PR-\d{2}-\d{6}-\d$/.test(reference))
      .slice(0, 12),
  );

/** What stands in the box of the commands, which cases were opened last in this browser, the latest first, and in whose row the focus stood. */
export const findToOpenSchema = z.object({
  q: z.string().max(300).catch("").default(""),
  recent: references,
  row: references.transform(([reference]) => reference ?? null),
});
export type FindToOpenInput = z.infer<typeof findToOpenSchema>;

// Emptied, it is off; not sent at all, it stays as it is given out.
const keyOr = (given: string) =>
  z
    .string()
    .optional()
    .transform((text) => text?.trim().toLowerCase() ?? given);

const keysByName = Object.fromEntries(KEY_MAP.map(({ name, key }) => [name, keyOr(key)])) as Record<
  KeyName,
  ReturnType<typeof keyOr>
>;

/** Whether single letters are heard, and which of them does what, if any does. Each key stands for one thing: the later of two that clash is refused. */
export const chooseKeysSchema = z.object({
  lettersOn: z
    .literal("on")
    .optional()
    .transform((ticked) => ticked === "on"),
  keys: z.object(keysByName).superRefine((keys, ctx) => {
    for (const { name } of KEY_MAP) {
      const message = whyNotThisKey(name, keys);
      if (message) ctx.addIssue({ code: "custom", path: [name], message });
    }
  }),
});
export type ChooseKeysInput = z.infer<typeof chooseKeysSchema>;

/** What a person changed, as it is kept; a name or key that is no longer there is left out. */
export const ownKeysSchema = z
  .record(z.string(), z.string())
  .catch({})
  .transform((own) =>
    Object.fromEntries(KEY_MAP.flatMap(({ name }) => (own[name] === undefined ? [] : [[name, own[name]]]))),
  );

export const resetKeysSchema = z.object({});
