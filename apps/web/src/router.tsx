import { Text } from '@mantine/core';
import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from './session/session';
import { readFilters } from './shell/filters';
import { Shell } from './shell/shell';
import { Welcome } from './shell/welcome';
import { BlockSkeleton, Empty } from './states/states';

const Overview = lazy(() => import('./pages/overview/overview'));
const LiveStream = lazy(() => import('./pages/live-stream/live-stream'));

function Root() {
  const { data: person, isPending, error } = useSession();
  if (isPending) return null;
  if (error) return <Text role="alert">{error.message}</Text>;
  return person ? <Shell person={person} /> : <Welcome />;
}

function NotFound() {
  const { t } = useTranslation();
  return <Empty>{t('state.notFound')}</Empty>;
}

const root = createRootRoute({ component: Root, notFoundComponent: NotFound, validateSearch: readFilters });
const pages = [
  createRoute({ getParentRoute: () => root, path: '/', component: () => <Page of={Overview} /> }),
  createRoute({ getParentRoute: () => root, path: '/flux', component: () => <Page of={LiveStream} /> }),
];

function Page({ of: Content }: { of: typeof Overview }) {
  return (
    <Suspense fallback={<BlockSkeleton height={420} />}>
      <Content />
    </Suspense>
  );
}

export const router = createRouter({ routeTree: root.addChildren(pages), defaultPreload: 'intent' });

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
