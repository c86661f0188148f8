import { receiveDocument } from "@/lib/delegation/mutations";
import { attachDocumentSchema } from "@/lib/delegation/schema";
import { defineUpload } from "@/lib/platform/upload";

/** The signed document is the body; of which delegation it is, and under which name, stands in the address. */
export const POST = defineUpload({ name: "attachDocument", input: attachDocumentSchema, run: receiveDocument });
