import { notFound } from "next/navigation";
import { requireViewer } from "@/lib/platform/viewer";

/** Any other address: the same page as for what one may not see. */
export default async function UnknownPage() {
  await requireViewer();
  notFound();
}
