import { useQuery } from '@tanstack/react-query';
import { getJson } from '../api/client';

/** The day the platform lives in; the demonstration's stands still until someone advances it. */
export function useBusinessDay(): string | undefined {
  return useQuery({ queryKey: ['clock'], queryFn: () => getJson<{ day: string }>('/api/clock') }).data?.day;
}
