import { receiveFile } from "@/lib/attachment/mutations/receive-file";
import { attachFileSchema } from "@/lib/attachment/schema";
import { defineUpload } from "@/lib/platform/upload";

/** The file is the body; which case it goes on, and under which name, stands in the address. */
export const POST = defineUpload({ name: "attachFile", input: attachFileSchema, run: receiveFile });
