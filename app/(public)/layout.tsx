import type { ReactNode } from "react";

export default function PublicLayout({ children }: { children: ReactNode }) {
  return (
    <main className="grid min-h-dvh place-items-center px-4 py-10">
      <div className="grid w-full max-w-md gap-6">
        <p className="flex items-center gap-2 text-lg font-semibold tracking-tight">
          <span aria-hidden className="size-4.5 rounded-full rounded-es-sm bg-primary" />
          Heard
        </p>
        {children}
      </div>
    </main>
  );
}
