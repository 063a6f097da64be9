import { type QueryClient, useQuery } from '@tanstack/react-query';
import { answered, clientOf } from '../../api/client';
import type * as Disbursements from '../../api/schema/disbursements';

type Shapes = Disbursements.components['schemas'];
export type Project = Shapes['ProjectDto'];
export type ProjectView = Shapes['ProjectViewDto'];
export type Comment = Shapes['CommentDto'];
export type City = Shapes['CityDto'];
export type Programme = Shapes['ProgrammeDto'];
type Loose = 'narrative' | 'markers' | 'resultsFramework' | 'schedule' | 'phases' | 'location';
/** What an author may change; free-form parts have the shapes the editor gives them. */
export type Dossier = Omit<Shapes['AmendProjectDto'], Loose> & {
  narrative?: Record<string, unknown>;
  markers?: Record<string, number>;
  resultsFramework?: Record<string, unknown>;
  schedule?: readonly object[];
  phases?: readonly object[];
  location?: Record<string, unknown>;
};

export const disbursements = clientOf<Disbursements.paths>();

/** Names of what is kept, so that whoever changes one says what to read again. */
export const keys = {
  projects: ['projects'] as const,
  project: (code: string) => ['projects', code] as const,
  comments: (code: string) => ['projects', code, 'comments'] as const,
  documents: (code: string) => ['projects', code, 'documents'] as const,
  cities: ['cities'] as const,
  programmes: ['programmes'] as const,
  ruleSets: ['rule-sets'] as const,
};

/** A page holds every project there is: filters and views work on what was read. */
const EVERYTHING = 500;

export function useProjects() {
  return useQuery({
    queryKey: keys.projects,
    queryFn: () =>
      answered(disbursements.GET('/api/disbursements/projects', { params: { query: { limit: EVERYTHING } } })),
  });
}

export function useProject(id: string) {
  return useQuery({
    queryKey: keys.project(id),
    queryFn: async ({ client, queryKey }) => newest(client.getQueryData(queryKey), await readProject(id)),
  });
}

export function readProject(id: string): Promise<ProjectView> {
  return answered(disbursements.GET('/api/disbursements/projects/{id}', { params: { path: { id } } }));
}

/** Puts what an act answered in place of what was read before it, and of what is being read since. */
export async function keepProject(queries: QueryClient, answer: ProjectView): Promise<void> {
  const queryKey = keys.project(answer.code);
  await queries.cancelQueries({ queryKey, exact: true });
  queries.setQueryData<ProjectView>(queryKey, (known) => newest(known, answer));
}

/** A question asked before a save may be answered after it: what is older is not taken. */
function newest(known: ProjectView | undefined, answer: ProjectView): ProjectView {
  return known && known.id === answer.id && known.version > answer.version ? known : answer;
}

export function useComments(id: string) {
  return useQuery({
    queryKey: keys.comments(id),
    queryFn: () =>
      answered(disbursements.GET('/api/disbursements/projects/{id}/comments', { params: { path: { id } } })),
  });
}

export function useCities() {
  return useQuery({
    queryKey: keys.cities,
    queryFn: () =>
      answered(disbursements.GET('/api/disbursements/cities', { params: { query: { limit: EVERYTHING } } })),
  });
}

export function useProgrammes() {
  return useQuery({
    queryKey: keys.programmes,
    queryFn: () =>
      answered(disbursements.GET('/api/disbursements/programmes', { params: { query: { limit: EVERYTHING } } })),
  });
}

export function useRuleSets() {
  return useQuery({
    queryKey: keys.ruleSets,
    queryFn: () => answered(disbursements.GET('/api/disbursements/rule-sets')),
    staleTime: Infinity,
    meta: { live: false },
  });
}
