import { useQuery } from '@tanstack/react-query';
import { answered, clientOf } from '../../api/client';
import type * as Disbursements from '../../api/schema/disbursements';

type Shapes = Disbursements.components['schemas'];
export type Results = Shapes['ResultsDto'];
export type Indicator = Shapes['IndicatorDto'];
export type ResultPeriod = Shapes['ResultPeriodDto'];
export type Actual = Shapes['ActualDto'];

export const disbursements = clientOf<Disbursements.paths>();

export const keys = { results: (project: string) => ['projects', project, 'results'] as const };

export function useResults(project: string) {
  return useQuery({
    queryKey: keys.results(project),
    queryFn: () =>
      answered(disbursements.GET('/api/disbursements/projects/{id}/results', { params: { path: { id: project } } })),
  });
}
