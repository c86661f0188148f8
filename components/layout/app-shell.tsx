import Link from "next/link";
import type { ReactNode } from "react";
import { FocusH1 } from "@/components/layout/focus-h1";
import { KeepFocus } from "@/components/layout/keep-focus";
import { KeysProvider } from "@/components/layout/keys";
import { type NavItem, NavItems } from "@/components/layout/nav-items";
import { NavSheet } from "@/components/layout/nav-sheet";
import { ToastProvider } from "@/components/ui/toast";
import { cn } from "@/lib/shared/cn";
import type { KeyChoice } from "@/lib/shared/keys";

type AppShellProps = {
  items: NavItem[];
  /** The site, or several, whose work this person sees. */
  sites: string[];
  person: { name: string; role: string };
  /** What this person made of the keys. */
  keys?: KeyChoice;
  /** In the top bar, from start to end. */
  search?: ReactNode;
  actions?: ReactNode;
  account?: ReactNode;
  /** Takes the place of the plain site name at the foot of the rail. */
  siteSwitcher?: ReactNode;
  /** Between top bar and page: offline, maintenance. */
  banner?: ReactNode;
  children: ReactNode;
};

export function AppShell({ items, keys, search, actions, account, banner, children, ...foot }: AppShellProps) {
  return (
    <KeysProvider choice={keys}>
      <ToastProvider>
        <SkipLink />
        <FocusH1 />
        <KeepFocus />
        <div className="min-h-dvh sm:grid sm:grid-cols-[auto_minmax(0,1fr)]">
          <aside className="sticky top-0 h-dvh w-14 border-e bg-sunk px-2 py-3.5 max-sm:hidden lg:w-54 lg:px-2.5 print:hidden">
            <div className="flex h-full flex-col">
              <Brand folds />
              <nav aria-label="Main" className="min-h-0 flex-1 overflow-y-auto">
                <NavItems items={items} fold="folding" />
              </nav>
              <RailFoot {...foot} className="max-lg:hidden" />
            </div>
          </aside>
          <div className="min-w-0">
            <header className="sticky top-0 z-20 flex h-13 items-center gap-2.5 border-b bg-bg px-4 sm:px-5 print:hidden">
              <NavSheet>
                <Brand />
                <nav aria-label="Main">
                  <NavItems items={items} fold="full" />
                </nav>
                <RailFoot {...foot} className="mt-4" />
              </NavSheet>
              <div className="min-w-0 flex-1">{search}</div>
              {actions}
              {account}
            </header>
            {banner}
            <main id="main" tabIndex={-1} className="p-4 outline-none sm:p-5 print:p-0">
              {children}
            </main>
          </div>
        </div>
      </ToastProvider>
    </KeysProvider>
  );
}

function SkipLink() {
  return (
    <a
      href="#main"
      className="fixed inset-s-3 top-2 z-50 rounded border border-line-strong bg-raised px-3 py-1.5 font-medium shadow not-focus:sr-only print:hidden"
    >
      Skip to content
    </a>
  );
}

function Brand({ folds }: { folds?: boolean }) {
  return (
    <Link
      prefetch={false}
      href="/"
      className={cn(
        "mb-3 flex items-center gap-2 rounded px-2.5 text-lg font-semibold tracking-tight",
        folds && "max-lg:justify-center max-lg:px-0",
      )}
    >
      <span aria-hidden className="size-4.5 rounded-full rounded-es-sm bg-primary" />
      <span className={cn(folds && "max-lg:sr-only")}>Heard</span>
    </Link>
  );
}

type RailFootProps = Pick<AppShellProps, "sites" | "person" | "siteSwitcher"> & { className?: string };

function RailFoot({ sites, person, siteSwitcher, className }: RailFootProps) {
  return (
    <div className={cn("border-t px-2.5 pt-2.5 text-sm", className)}>
      {siteSwitcher ?? <p className="font-medium">{sites.join(", ")}</p>}
      <p className="text-muted">
        {person.name}, {person.role}
      </p>
    </div>
  );
}
