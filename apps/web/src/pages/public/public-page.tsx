import { PublicFrame } from '../../shell/public-frame';
import PublicOverview from './public-overview';
import { usePublicOverview } from './use-public-overview';

/** What anybody may read, without signing in. */
export default function PublicPage() {
  const { data } = usePublicOverview();
  return (
    <PublicFrame lastYear={Number(data?.asOf.slice(0, 4) ?? 0)}>
      <PublicOverview />
    </PublicFrame>
  );
}
