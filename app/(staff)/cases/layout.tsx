import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { QueueBeside } from "@/components/case/queue-beside";
import { PANES_COOKIE, readPanes } from "@/lib/shared/panes";

export default async function CasesLayout({ children }: { children: ReactNode }) {
  const jar = await cookies();
  return <QueueBeside isChosen={readPanes(jar.get(PANES_COOKIE)?.value)}>{children}</QueueBeside>;
}
