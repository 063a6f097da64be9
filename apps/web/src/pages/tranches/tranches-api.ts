import { useQuery } from '@tanstack/react-query';
import { answered, clientOf } from '../../api/client';
import type * as Disbursements from '../../api/schema/disbursements';

type Shapes = Disbursements.components['schemas'];
export type TrancheStatus = Shapes['TrancheDto']['status'];
export type Justification = Shapes['JustificationDto'];

/** What must be true before a tranche is paid; the document leaves it open. */
export interface Condition {
  kind: 'PREVIOUS_JUSTIFIED' | 'REPORT_ACCEPTED' | 'MISSION_DONE' | 'MILESTONE' | 'WORKS_PROGRESS';
  percent?: string;
  report?: 'INTERIM' | 'FINAL';
  label?: string;
}
export type Tranche = Omit<Shapes['TrancheDto'], 'conditions' | 'ascertained'> & {
  conditions: Condition[];
  ascertained: { kind: string; label?: string }[];
};
/** A tranche by itself: with the conditions that aren't met as it stands, and how far they are. */
export type TrancheView = Tranche & { unmet: (Condition & { reached: string | null })[] };

export const disbursements = clientOf<Disbursements.paths>();

export const keys = {
  tranches: ['tranches'] as const,
  tranche: (code: string) => ['tranches', code] as const,
  ofProject: (project: string) => ['tranches', 'project', project] as const,
  justifications: (tranche: string) => ['tranches', tranche, 'justifications'] as const,
};

const EVERYTHING = 500;

export function useTranches() {
  return useQuery({
    queryKey: keys.tranches,
    queryFn: async () =>
      (await answered(disbursements.GET('/api/disbursements/tranches', { params: { query: { limit: EVERYTHING } } })))
        .items as Tranche[],
  });
}

export function useTranchesOf(project: string) {
  return useQuery({
    queryKey: keys.ofProject(project),
    queryFn: async () =>
      (
        await answered(
          disbursements.GET('/api/disbursements/projects/{id}/tranches', { params: { path: { id: project } } }),
        )
      ).items as Tranche[],
  });
}

export function useTranche(code: string) {
  return useQuery({
    queryKey: keys.tranche(code),
    queryFn: async () =>
      (await answered(
        disbursements.GET('/api/disbursements/tranches/{id}', { params: { path: { id: code } } }),
      )) as TrancheView,
  });
}

export function useJustifications(tranche: string) {
  return useQuery({
    queryKey: keys.justifications(tranche),
    queryFn: () =>
      answered(
        disbursements.GET('/api/disbursements/justifications', {
          params: { query: { tranche, limit: EVERYTHING } },
        }),
      ),
  });
}
