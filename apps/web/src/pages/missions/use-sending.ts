import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../acts/use-act';
import { answered, Problem } from '../../api/client';
import { type Draft, missionOf } from './draft';
import { type Attempt, forgetDraft, type Place, sendOnce } from './kept-draft';
import { renameKept } from './kept-photos';
import { disbursements, keys, type MissionView } from './missions-api';

/** Enters a mission, or what changed of it: now, or as soon as the connection is back. */
export function useSending(place: Place, send: (attempt: Attempt) => Promise<MissionView>) {
  const { t } = useTranslation('missions');
  const navigate = useNavigate();
  const [waiting, setWaiting] = useState<Draft>();
  const act = useAct({
    send: async (draft: Draft) => {
      try {
        const entered = await sendOnce(place, draft, { body: missionOf(draft), send, change: changeOf(draft) });
        await renameKept(place, { ...place, mission: entered.code });
        return entered.code;
      } catch (error) {
        if (error instanceof Problem) throw error;
        return undefined;
      }
    },
    refresh: [keys.missions],
    done: (code, draft) => {
      setWaiting(code === undefined ? draft : undefined);
      if (code === undefined) return undefined;
      forgetDraft(place);
      void navigate({ to: '/missions/$mission', params: { mission: code } });
      return { title: t('form.saved') };
    },
  });
  const { mutate } = act;
  useEffect(() => {
    if (!waiting) return;
    const again = () => mutate(waiting);
    addEventListener('online', again);
    return () => removeEventListener('online', again);
  }, [waiting, mutate]);
  return { save: mutate, pending: act.isPending, waits: waiting !== undefined };
}

/** What was written after the mission was sent changes the mission that was entered. */
function changeOf(draft: Draft) {
  return ({ code, version }: MissionView) =>
    answered(
      disbursements.PATCH('/api/disbursements/missions/{id}', {
        params: { path: { id: code } },
        body: missionOf(draft),
        headers: { 'if-match': `"${version}"`, 'idempotency-key': crypto.randomUUID() },
      }),
    );
}
