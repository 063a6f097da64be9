import { useQuery } from '@tanstack/react-query';
import { answered, clientOf } from '../../api/client';
import { keepForOffline } from '../emergency/offline';
import type * as Disbursements from '../../api/schema/disbursements';

// A mission is written where there may be no connection, not even to bring what says what happened.
keepForOffline();
void import('../../acts/notice-area').catch(() => undefined);

type Shapes = Disbursements.components['schemas'];
export type Mission = Shapes['MissionDto'];
export type MissionView = Shapes['MissionViewDto'];

export type NewMission = Shapes['PlanMissionDto'];
export type Recommendation = Shapes['RecommendationViewDto'];

export const disbursements = clientOf<Disbursements.paths>();

export const keys = {
  missions: ['missions'] as const,
  mission: (code: string) => ['missions', code] as const,
};

const EVERYTHING = 500;
/** Asked without a connection too: what was read before is kept on the device. */
const kept = { networkMode: 'offlineFirst' } as const;

/** Missions, the latest first; those that saw a project where one is named. */
export function useMissions(project?: string) {
  return useQuery({
    ...kept,
    queryKey: [...keys.missions, 'list', project ?? ''],
    queryFn: () =>
      answered(
        disbursements.GET('/api/disbursements/missions', {
          params: { query: { limit: EVERYTHING, ...(project && { project }) } },
        }),
      ),
  });
}

export function useMission(code: string) {
  return useQuery({
    ...kept,
    queryKey: keys.mission(code),
    queryFn: () => answered(disbursements.GET('/api/disbursements/missions/{id}', { params: { path: { id: code } } })),
  });
}

/** Projects that a mission may see. */
export function useProjectNames() {
  return useQuery({
    ...kept,
    queryKey: ['projects'],
    queryFn: () =>
      answered(disbursements.GET('/api/disbursements/projects', { params: { query: { limit: EVERYTHING } } })),
  });
}
