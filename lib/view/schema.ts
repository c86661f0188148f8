import { z } from "zod";
import { idSchema } from "@/lib/shared/ids";
import { requiredText } from "@/lib/shared/text";

/** The columns of the queue, in the order in which it shows them by itself. */
export const QUEUE_COLUMNS = [
  "reference",
  "patient",
  "kind",
  "about",
  "unit",
  "site",
  "owner",
  "severity",
  "state",
  "due",
  "heard",
  "received",
  "updated",
] as const;
export type QueueColumn = (typeof QUEUE_COLUMNS)[number];

export const DENSITIES = ["compact", "comfortable"] as const;
export type Density = (typeof DENSITIES)[number];

/** Longer does not fit on a tab. */
export const LONGEST_VIEW_NAME = 60;

// Between commas, in their order. What a case is about leads to it, so that it is always there.
const columns = z
  .string()
  .optional()
  .transform((text) => [...new Set(text ? text.split(",") : [])])
  .transform((names) => (names.length > 0 && !names.includes("about") ? [...names, "about"] : names))
  .pipe(z.array(z.enum(QUEUE_COLUMNS, { error: "Choose among the columns of the queue." })));

/** How the queue looks; without columns as it does by itself. */
export const lookSchema = z.object({ columns, density: z.enum(DENSITIES).default("compact").catch("compact") });

const name = requiredText({ max: LONGEST_VIEW_NAME, what: "A name" });
const query = z.string().max(4_000, "This view has more filters than can be kept.");

/** The roles that see cases, so that a view can be for them. */
export const SHARED_ROLES = ["associate", "supervisor", "manager", "auditor"] as const;

/** Whom a view is for: oneself, or a site, or a role there. */
const audience = z
  .string()
  .regex(/^(me|[\da-f-]{36}(:(associate|supervisor|manager|auditor))?)$/i, "Choose whom it is for.")
  .transform((text) => {
    if (text === "me") return null;
    const [siteId = "", role] = text.split(":");
    return { siteId, role: role ?? null };
  })
  .pipe(z.object({ siteId: idSchema, role: z.enum(SHARED_ROLES).nullable() }).nullable());

/** The id comes with the form, so that sending it twice makes one. */
export const saveViewSchema = z.object({ viewId: idSchema, name, audience, query, ...lookSchema.shape });
export type SaveViewInput = z.infer<typeof saveViewSchema>;

const seen = { viewId: idSchema, version: z.coerce.number().int().min(1).max(2_147_483_647) };

export const renameViewSchema = z.object({ ...seen, name });
export type RenameViewInput = z.infer<typeof renameViewSchema>;

export const updateViewSchema = z.object({ ...seen, query, ...lookSchema.shape });
export type UpdateViewInput = z.infer<typeof updateViewSchema>;

export const removeViewSchema = z.object({ viewId: idSchema });
export type RemoveViewInput = z.infer<typeof removeViewSchema>;

/** Which view the queue opens with; none: the one for the role. */
export const chooseDefaultSchema = z.object({
  viewId: z
    .string()
    .optional()
    .transform((value) => value || null)
    .pipe(idSchema.nullable()),
});
export type ChooseDefaultInput = z.infer<typeof chooseDefaultSchema>;

export type ChooseLookInput = z.infer<typeof lookSchema>;
