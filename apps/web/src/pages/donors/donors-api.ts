import { useQuery } from '@tanstack/react-query';
import { answered, api, type Schemas } from '../../api/client';
import { bounds } from '../../shell/filters';
import { contributions, type Contributions, type Donor } from '../contributions/contributions-api';

export type { Donor };
export type DonorVersion = Contributions['DonorVersionDto'];
export type Statement = Schemas['DonorStatementDto'];
export type AgreementStatement = Statement['agreements'][number];

export const donorKinds = [
  'CITY',
  'STATE',
  'MULTILATERAL',
  'FOUNDATION',
  'WATER_AGENCY',
  'PUBLIC_SYNDICATE',
  'INTERNAL',
  'OTHER',
] as const;

export function useDonor(donor: string) {
  return useQuery({
    queryKey: ['contributions', 'donor', donor],
    queryFn: () => answered(contributions.GET('/api/contributions/donors/{donor}', { params: { path: { donor } } })),
    placeholderData: undefined,
  });
}

export function useDonorVersions(donor: string) {
  return useQuery({
    queryKey: ['contributions', 'donor-versions', donor],
    queryFn: () =>
      answered(contributions.GET('/api/contributions/donors/{donor}/versions', { params: { path: { donor } } })),
  });
}

/** What became of a donor's money in a year, or since the first movement. */
export function useStatement(donor: string, year: string | undefined) {
  return useQuery({
    queryKey: ['donor-statement', donor, year ?? ''],
    queryFn: () =>
      answered(
        api.GET('/api/reporting/donors/{donor}/statement', { params: { path: { donor }, query: bounds(year) } }),
      ),
  });
}
