import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { Problem, problemOf } from '../../../api/client';
import { type Dossier, keys, type ProjectView } from '../projects-api';

type SaveState =
  | { kind: 'clean' }
  | { kind: 'unsaved' }
  | { kind: 'saving' }
  | { kind: 'saved'; at: string }
  | { kind: 'refused'; problem: Problem }
  | { kind: 'conflict' };

const QUIET_MS = 900;

/**
 * What a person writes, kept here at once and saved when the hand rests. Only what was touched is sent, with the version it
 * was written upon: somebody else's change stops it and asks.
 */
export function useDraft(project: ProjectView) {
  const queries = useQueryClient();
  const [edits, setEdits] = useState<Dossier>({});
  const [state, setState] = useState<SaveState>({ kind: 'clean' });
  const latest = useRef({ edits, version: project.version, saving: false });
  const [epoch, setEpoch] = useState(0);
  latest.current.edits = edits;

  // Somebody else's change is taken over while nothing is being written here; otherwise the next save is refused and asks.
  useEffect(() => {
    const { current } = latest;
    if (current.saving || Object.keys(edits).length > 0 || project.version <= current.version) return;
    current.version = project.version;
    setEpoch((before) => before + 1);
  }, [project.version, edits]);

  const save = useCallback(async () => {
    const { current } = latest;
    const sent = current.edits;
    if (current.saving || Object.keys(sent).length === 0) return;
    current.saving = true;
    setState({ kind: 'saving' });
    try {
      const saved = await patch(project.code, sent, current.version);
      current.version = saved.version;
      queries.setQueryData(keys.project(project.code), saved);
      const left = without(current.edits, sent);
      setEdits(left);
      setState(Object.keys(left).length > 0 ? { kind: 'unsaved' } : { kind: 'saved', at: new Date().toISOString() });
      void queries.invalidateQueries({ queryKey: keys.projects, exact: true });
    } catch (error) {
      if (!(error instanceof Problem)) setState({ kind: 'unsaved' });
      else setState(error.status === 412 ? { kind: 'conflict' } : { kind: 'refused', problem: error });
    } finally {
      current.saving = false;
    }
  }, [project.code, queries]);

  useEffect(() => {
    if (state.kind !== 'unsaved') return;
    const timer = setTimeout(() => void save(), QUIET_MS);
    return () => clearTimeout(timer);
  }, [state, edits, save]);

  useEffect(() => () => void save(), [save]);

  return {
    value: { ...project, ...edits } as ProjectView,
    state,
    /** Changes when the fields must begin again from what is kept. */
    epoch,
    edit: (change: Dossier) => {
      setEdits((before) => ({ ...before, ...change }));
      setState({ kind: 'unsaved' });
    },
    /** Drops what was written for what somebody else wrote. */
    takeTheirs: async () => {
      await queries.invalidateQueries({ queryKey: keys.project(project.code) });
      setEdits({});
      setState({ kind: 'clean' });
    },
    /** Writes again upon what somebody else wrote. */
    keepMine: async () => {
      const theirs = await queries.fetchQuery<ProjectView>({ queryKey: keys.project(project.code), staleTime: 0 });
      latest.current.version = theirs.version;
      setState({ kind: 'unsaved' });
    },
  };
}

export type Draft = ReturnType<typeof useDraft>;

async function patch(code: string, edits: Dossier, version: number): Promise<ProjectView> {
  const response = await fetch(`/api/disbursements/projects/${encodeURIComponent(code)}`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json', 'if-match': `"${version}"` },
    body: JSON.stringify(edits),
  });
  const answer: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw problemOf(response.status, answer);
  return answer as ProjectView;
}

/** What was written since it was sent. */
function without(edits: Dossier, sent: Dossier): Dossier {
  return Object.fromEntries(
    Object.entries(edits).filter(([name, value]) => value !== sent[name as keyof Dossier]),
  ) as Dossier;
}
