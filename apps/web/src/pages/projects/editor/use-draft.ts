import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { problemOf } from '../../../api/client';
import { type Dossier, keepProject, keys, type ProjectView, readProject } from '../projects-api';
import { DossierDraft, type Save } from './dossier-draft';

const QUIET_MS = 900;

/** By project: what is written outlives the tab it was written on, until it is kept. */
const drafts = new Map<string, DossierDraft>();

/** What a person writes, shown at once and saved when the hand rests. */
export function useDraft(project: ProjectView) {
  const queries = useQueryClient();
  const [draft] = useState(() => draftOf(queries, project));
  const { edits, state, taken } = useSyncExternalStore(draft.subscribe, draft.snapshot);
  useEffect(() => draft.follow(project), [draft, project, state]);
  useEffect(() => {
    if (state.kind !== 'unsaved') return;
    const timer = setTimeout(() => void draft.save(), QUIET_MS);
    return () => clearTimeout(timer);
  }, [draft, state]);
  useEffect(() => () => void draft.flush(), [draft]);
  return {
    value: { ...project, ...edits } as ProjectView,
    state,
    edit: (change: Dossier) => draft.edit(change),
    /** Changes when the inputs of these fields must begin again from what is kept. */
    begun: (fields: readonly (keyof Dossier)[]) => Math.max(0, ...fields.map((field) => taken[field] ?? 0)),
    // Out of reach, what was asked stays asked.
    takeTheirs: () => void draft.takeTheirs().catch(() => undefined),
    keepMine: () => void draft.keepMine().catch(() => undefined),
  };
}

export type Draft = ReturnType<typeof useDraft>;

/** Saves what is being written of a project before something else happens to it; false when that can't be. */
export async function flushDraft(project: string): Promise<boolean> {
  return (await drafts.get(project)?.flush()) ?? true;
}

function draftOf(queries: QueryClient, project: ProjectView): DossierDraft {
  const { code } = project;
  const draft =
    drafts.get(code) ??
    new DossierDraft(project, {
      save: async (save) => {
        const answer = await patch(code, save);
        if ('refused' in answer) return answer;
        await keepProject(queries, answer.kept);
        // What doesn't count as a version, such as a document added meanwhile, may be newer than this answer.
        void queries.invalidateQueries({ queryKey: keys.projects, exact: true });
        void queries.invalidateQueries({ queryKey: keys.project(code), exact: true });
        return answer;
      },
      read: async () => {
        const read = await readProject(code);
        await keepProject(queries, read);
        return read;
      },
    });
  drafts.set(code, draft);
  return draft;
}

async function patch(code: string, { edits, version, key }: Save) {
  const response = await fetch(`/api/disbursements/projects/${encodeURIComponent(code)}`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json', 'if-match': `"${version}"`, 'idempotency-key': key },
    body: JSON.stringify(edits),
  });
  const answer: unknown = await response.json().catch(() => undefined);
  return response.ok ? { kept: answer as ProjectView } : { refused: problemOf(response.status, answer) };
}
