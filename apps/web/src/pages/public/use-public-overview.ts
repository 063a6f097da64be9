import { useQuery } from '@tanstack/react-query';
import { getJson } from '../../api/client';
import type { Amount } from '../../money/format';
import { bounds, useFilters } from '../../shell/filters';
import type { Node } from '../overview/flow-graph';

export interface PublicProject {
  project: string;
  title: string;
  city: string;
  country: string;
  theme: string;
  state: string | null;
  attributed: Amount;
  disbursed: Amount;
}

/** `GET /api/public/overview`. */
export interface PublicData {
  /** Whether the figures are fictitious. */
  demonstration: boolean;
  asOf: string;
  period: { from: string; to: string };
  received: Amount;
  attributed: Amount;
  disbursed: Amount;
  emergencyFund: { available: Amount };
  flows: { from: string; to: string; value: Amount }[];
  nodes: Node[];
  months: { month: string; received: Amount; disbursed: Amount }[];
  projects: PublicProject[];
  countries: { country: string; projects: number; attributed: Amount; disbursed: Amount }[];
}

export function usePublicOverview() {
  const [{ periode, instrument }] = useFilters();
  const query = new URLSearchParams({ ...bounds(periode), ...(instrument && { instrument }) });
  return useQuery({
    queryKey: ['public', periode, instrument],
    queryFn: () => getJson<PublicData>(`/api/public/overview?${query.toString()}`),
  });
}
