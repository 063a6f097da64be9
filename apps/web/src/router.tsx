import { createRootRoute, createRoute, createRouter, Outlet, useMatchRoute } from '@tanstack/react-router';
import { type ReactNode, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { AreaContext } from './i18n/area';
import { mayOpen, type Page } from './pages/page';
import { pages } from './pages/pages';
import { useSession } from './session/session';
import { readFilters, searchText } from './shell/filters';
import { Shell } from './shell/shell';
import { Welcome } from './shell/welcome';
import { BlockSkeleton, Failure } from './states/states';
import { Forbidden, NotFound } from './states/system-page';
import { latePart } from './parts/late-part';

const PublicPage = latePart(() => import('./pages/public/public-page'));

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

function Opened({ page: Content, roles, area }: Page) {
  const { data: person } = useSession();
  if (!mayOpen(person, roles)) return <Forbidden />;
  return (
    <AreaContext value={area}>
      <Content />
    </AreaContext>
  );
}

function Waiting({ children }: { children: ReactNode }) {
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

function route(path: string, content: ReactNode) {
  return createRoute({ getParentRoute: () => root, path, component: () => <Waiting>{content}</Waiting> });
}

export const router = createRouter({
  routeTree: root.addChildren([
    route('/public', <PublicPage />),
    ...pages.map((page) => route(page.path, <Opened {...page} />)),
  ]),
  defaultPreload: 'intent',
  ...searchText,
});
