import { z } from "zod";
import { ContactChannel, PatientSex } from "@/lib/platform/generated/enums";
import { idSchema } from "@/lib/shared/ids";
import { LIMITS, requiredText } from "@/lib/shared/text";

const side = z.enum(["survivor", "merged"], { error: "Choose one of the two." }).optional();

const version = z.coerce.number<string>().int().min(1);

/** Of each field in which the two differ, whose value stays; the survivor's where nothing is said. */
const takeSchema = z
  .object({
    name: side,
    preferredName: side,
    pronouns: side,
    recordNumber: side,
    bornOn: side,
    isDeceased: side,
    diedOn: side,
    language: side,
    needsInterpreter: side,
    sex: side,
    ethnicity: side,
    phone: side,
    email: side,
    address: side,
    preferredChannel: side,
    contactNote: side,
  })
  .optional();

/** The id comes with the form, so that sending it twice merges once. The versions are those that were looked at. */
export const mergePatientsSchema = z
  .object({
    mergeId: idSchema,
    survivorId: idSchema,
    mergedId: idSchema,
    survivorVersion: version,
    mergedVersion: version,
    take: takeSchema,
  })
  .refine(({ survivorId, mergedId }) => survivorId !== mergedId, {
    path: ["mergedId"],
    error: "These are one and the same record.",
  });
export type MergePatientsInput = z.infer<typeof mergePatientsSchema>;

export const unmergePatientsSchema = z.object({
  mergeId: idSchema,
  reason: requiredText({ max: LIMITS.line, what: "A reason" }),
});
export type UnmergePatientsInput = z.infer<typeof unmergePatientsSchema>;

/** The address of the page of a merge: the other record, once it is chosen. */
export const mergePageSchema = z.object({ with: z.uuid().optional().catch(undefined) });

const looseText = z
  .string()
  .max(LIMITS.name)
  .optional()
  .catch(undefined)
  .transform((text) => text?.trim() || null);

/** What is being typed into the form for a new patient; what is not whole yet is no question. */
export const findSamePersonSchema = z.object({
  siteId: z.uuid().optional().catch(undefined),
  name: looseText,
  bornOn: z.iso.date().nullable().catch(null).default(null),
  recordNumber: looseText,
  phone: looseText,
});
export type SamePersonQuestion = z.infer<typeof findSamePersonSchema>;

const text = z.string().nullable();

/** All that is known of a person, as a merge compares and keeps it. Days are "yyyy-mm-dd". */
export const recordSchema = z.object({
  name: z.string(),
  preferredName: text,
  pronouns: text,
  recordNumber: text,
  bornOn: text,
  isDeceased: z.boolean(),
  diedOn: text,
  language: text,
  needsInterpreter: z.boolean(),
  // What was kept before these were asked has neither.
  sex: z.enum(PatientSex).nullable().default(null),
  ethnicity: text.default(null),
  phone: text,
  email: text,
  address: text,
  preferredChannel: z.enum(ContactChannel).nullable(),
  contactNote: text,
});
export type PatientRecord = z.infer<typeof recordSchema>;
export type PatientField = keyof PatientRecord;

/** What a merge keeps so that it can be undone. */
export const snapshotSchema = z.object({
  survivor: recordSchema,
  merged: recordSchema,
  /** The fields in which the survivor took the other's value. */
  taken: z.array(recordSchema.keyof()),
  /** By "Table.column", the ids of the rows that were moved. */
  moved: z.record(z.string(), z.array(z.uuid())),
});
export type Snapshot = z.infer<typeof snapshotSchema>;
