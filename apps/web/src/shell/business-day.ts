import { useQuery } from '@tanstack/react-query';
import { answered, api } from '../api/client';

/** The day the platform lives in; the demonstration's stands still until someone advances it. */
export function useBusinessDay(): string | undefined {
  return useQuery({ queryKey: ['clock'], queryFn: () => answered(api.GET('/api/clock')) }).data?.day;
}
