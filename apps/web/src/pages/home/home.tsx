import { lazy } from 'react';
import { useSession } from '../../session/session';
import { isStaff } from '../page';

const Overview = lazy(() => import('../overview/overview'));
const PublicOverview = lazy(() => import('../public/public-overview'));

/** Staff read the whole picture; cities and donors the published one. */
export default function Home() {
  const { data: person } = useSession();
  return person && isStaff(person) ? <Overview /> : <PublicOverview />;
}
