import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answered, Problem } from '../../../api/client';
import { useAct } from '../../../acts/use-act';
import { type Act, type Match, type MatchRequest, reconciliationKey, treasury, type Undone } from '../treasury';

/** What was done here, the latest last: one key takes it back. */
export type Done = { kind: 'match' | 'act'; id: string };

/** A refusal because somebody else was first. */
export interface Conflict {
  entry: string;
  by: string;
  at: string;
}

interface Together {
  entryIds: string[];
  request: Omit<MatchRequest, 'entryId'>;
}

/** Explaining lines, taking it back, and what to say of it. */
export function useMatching(after: () => void) {
  const { t } = useTranslation('reconciliation');
  const [history, setHistory] = useState<Done[]>([]);
  const [conflict, setConflict] = useState<Conflict>();
  const undo = useUndo(({ id }) => setHistory((before) => before.filter((done) => done.id !== id)));
  const remember = (done: Done) => {
    setHistory((before) => [...before, done]);
    setConflict(undefined);
  };
  const wayBack = (done: Done) => ({ label: t('undo'), act: () => undo.mutate(done) });

  const match = useAct({
    send: ({ entryIds, request }: Together, headers) => sendMatch(entryIds, request, headers),
    refresh: [reconciliationKey],
    done: (done) => {
      remember(done);
      after();
      return { title: t('done.matched'), undo: wayBack(done) };
    },
    refused: (problem, { entryIds }) => {
      if (problem.code !== 'ENTRY_ALREADY_MATCHED') return false;
      setConflict(conflictOf(problem, entryIds[0] ?? ''));
      return true;
    },
  });
  const batch = useAct({
    send: (matches: MatchRequest[], headers) =>
      answered<Act>(treasury.POST('/api/treasury/matches/batch', { body: { matches }, headers: { ...headers } })),
    refresh: [reconciliationKey],
    done: ({ act, matches, refused }) => {
      const done: Done = { kind: 'act', id: act };
      if (matches.length > 0) remember(done);
      after();
      const title = t('done.batch', { count: matches.length });
      const text = refused.length > 0 ? t('done.refused', { count: refused.length }) : undefined;
      return { title, text, ...(matches.length > 0 && { undo: wayBack(done) }) };
    },
  });
  return {
    match,
    batch,
    undo,
    conflict,
    last: history.at(-1),
    forgetConflict: () => setConflict(undefined),
  };
}

/** A match or a whole act, taken back. */
export function useUndo(after?: (done: Done) => void) {
  const { t } = useTranslation('reconciliation');
  return useAct({
    send: ({ kind, id }: Done, headers) => sendUndo(kind, id, headers),
    refresh: [reconciliationKey],
    done: (status, done) => {
      after?.(done);
      return status === 'UNDONE'
        ? { title: t('done.undone') }
        : { title: t('done.undoAsked'), text: t('done.undoAskedText') };
    },
  });
}

async function sendMatch(
  entryIds: string[],
  request: Omit<MatchRequest, 'entryId'>,
  headers: { 'idempotency-key': string },
): Promise<Done> {
  const [entryId = ''] = entryIds;
  if (entryIds.length === 1) {
    const made = await answered<Match>(
      treasury.POST('/api/treasury/matches', { body: { ...request, entryId }, headers: { ...headers } }),
    );
    return { kind: 'match', id: made.id };
  }
  const { act } = await answered<Act>(
    treasury.POST('/api/treasury/matches/joint', { body: { ...request, entryIds }, headers: { ...headers } }),
  );
  return { kind: 'act', id: act };
}

/** `UNDO_REQUESTED` where somebody else has to take a part of it back first. */
async function sendUndo(kind: Done['kind'], id: string, headers: { 'idempotency-key': string }): Promise<string> {
  const call = { params: { path: { id } }, body: {}, headers: { ...headers } };
  if (kind === 'match') return (await answered<Undone>(treasury.POST('/api/treasury/matches/{id}/undo', call))).status;
  const { matches } = await answered<{ matches: Undone[] }>(treasury.POST('/api/treasury/acts/{id}/undo', call));
  return matches.every(({ status }) => status === 'UNDONE') ? 'UNDONE' : 'UNDO_REQUESTED';
}

function conflictOf({ figures }: Problem, entry: string): Conflict {
  return { entry, by: String(figures['matchedBy'] ?? ''), at: String(figures['matchedAt'] ?? '') };
}
