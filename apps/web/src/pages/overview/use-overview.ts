import { useQuery } from '@tanstack/react-query';
import { answered, api } from '../../api/client';
import { bounds, useFilters } from '../../shell/filters';

/** The consolidated picture of the period and the instrument in the address. */
export function useOverview({ enabled = true } = {}) {
  const [{ periode, instrument }] = useFilters();
  return useQuery({
    queryKey: ['overview', periode, instrument],
    queryFn: () =>
      answered(
        api.GET('/api/reporting/overview', {
          params: { query: { ...bounds(periode), ...(instrument && { instrument }) } },
        }),
      ),
    enabled,
  });
}
