import { queryOptions, useQuery } from '@tanstack/react-query';
import { answered } from '../../../api/client';
import type * as Disbursements from '../../../api/schema/disbursements';
import { disbursements, keys } from '../projects-api';

type Shapes = Disbursements.components['schemas'];
export type CityAgreement = Shapes['CityAgreementDto'];
export type Amendment = CityAgreement['amendments'][number];
export type Signature = CityAgreement['signatures'][number];

export const agreementKey = (project: string) => [...keys.project(project), 'agreement'] as const;

export function agreementQuery(project: string) {
  return queryOptions({
    queryKey: agreementKey(project),
    queryFn: () =>
      answered(disbursements.GET('/api/disbursements/projects/{id}/agreement', { params: { path: { id: project } } })),
  });
}

export function useAgreement(project: string) {
  return useQuery(agreementQuery(project));
}
