import { createRootRoute, createRoute, createRouter, Outlet, useMatchRoute } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from './session/session';
import { readFilters, searchText } from './shell/filters';
import { isStaff } from './shell/navigation';
import { Shell } from './shell/shell';
import { Welcome } from './shell/welcome';
import { BlockSkeleton, Failure } from './states/states';
import { Forbidden, NotFound } from './states/system-page';

const Overview = lazy(() => import('./pages/overview/overview'));
const LiveStream = lazy(() => import('./pages/live-stream/live-stream'));
const PublicOverview = lazy(() => import('./pages/public/public-overview'));
const PublicPage = lazy(() => import('./pages/public/public-page'));

function Root() {
  const open = useMatchRoute()({ to: '/public' });
  return open ? <Outlet /> : <Private />;
}

function Private() {
  const { data: person, isPending, error, refetch } = useSession();
  if (isPending) return null;
  if (error) return <Failure error={error} retry={() => void refetch()} />;
  return person ? <Shell person={person} /> : <Welcome />;
}

/** Staff read the whole picture; cities and donors the published one. */
function Home() {
  const { data: person } = useSession();
  return person && isStaff(person) ? <Overview /> : <PublicOverview />;
}

function Staff({ children }: { children: React.ReactNode }) {
  const { data: person } = useSession();
  return person && isStaff(person) ? children : <Forbidden />;
}

function Waiting({ children }: { children: React.ReactNode }) {
  return <Suspense fallback={<BlockSkeleton height={420} />}>{children}</Suspense>;
}

function Broken({ error }: { error: unknown }) {
  const { t } = useTranslation();
  return <Failure error={new Error(t('state.broken'), { cause: error })} retry={() => location.reload()} />;
}

const root = createRootRoute({
  component: Root,
  notFoundComponent: NotFound,
  errorComponent: Broken,
  validateSearch: readFilters,
});
const pages = [
  createRoute({
    getParentRoute: () => root,
    path: '/',
    component: () => (
      <Waiting>
        <Home />
      </Waiting>
    ),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/flux',
    component: () => (
      <Waiting>
        <Staff>
          <LiveStream />
        </Staff>
      </Waiting>
    ),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/public',
    component: () => (
      <Waiting>
        <PublicPage />
      </Waiting>
    ),
  }),
];

export const router = createRouter({ routeTree: root.addChildren(pages), defaultPreload: 'intent', ...searchText });

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
