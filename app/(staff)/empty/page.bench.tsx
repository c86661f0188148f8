import { requireViewer } from "@/lib/platform/viewer";

/** Nothing but the shell around it, as what the benchmark holds other pages against. */
export default async function EmptyPage() {
  await requireViewer();
  return <h1>Empty</h1>;
}
