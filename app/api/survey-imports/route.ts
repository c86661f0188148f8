import { defineUpload } from "@/lib/platform/upload";
import { receiveImport } from "@/lib/survey-import/mutations/receive-import";
import { receiveImportSchema } from "@/lib/survey-import/schema";

/** The file is the body; whose it is, and under which name, stands in the address. */
export const POST = defineUpload({ name: "receiveSurveyImport", input: receiveImportSchema, run: receiveImport });
