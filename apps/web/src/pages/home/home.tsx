import { useSession } from '../../session/session';
import { isStaff } from '../page';
import { latePart } from '../../parts/late-part';

const Overview = latePart(() => import('../overview/overview'));
const PublicOverview = latePart(() => import('../public/public-overview'));

/** Staff read the whole picture; cities and donors the published one. */
export default function Home() {
  const { data: person } = useSession();
  return person && isStaff(person) ? <Overview /> : <PublicOverview />;
}
