import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../acts/use-act';
import { answered, Problem } from '../../api/client';
import { type Draft, missionOf, type Written } from './draft';
import { type Attempt, forgetDraft, NEW_MISSION, type Place, sendOnce } from './kept-draft';
import { renameKept } from './kept-photos';
import { disbursements, keys, type MissionView } from './missions-api';

interface Text {
  draft: Draft;
  /** Version of the mission that it was begun from. */
  base: number;
}

/** Enters a mission, or what changed of it: now, or as soon as the connection is back. */
export function useSending(place: Place, send: (attempt: Attempt, base: number) => Promise<MissionView>) {
  const { t } = useTranslation('missions');
  const navigate = useNavigate();
  const [waiting, setWaiting] = useState<Text>();
  const act = useAct({
    send: async ({ draft, base }: Text) => {
      try {
        const body = missionOf(draft);
        const change = place.mission === NEW_MISSION ? { change: changeOf(body) } : {};
        const entered = await sendOnce(place, draft, { body, base, send, ...change });
        await renameKept(place, { ...place, mission: entered.code });
        return entered.code;
      } catch (error) {
        if (error instanceof Problem) throw error;
        return undefined;
      }
    },
    refresh: [keys.missions],
    done: (code, text) => {
      setWaiting(code === undefined ? text : undefined);
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
  // Once it is saved the page is left.
  const saved = act.isSuccess && act.data !== undefined;
  return { save: mutate, pending: act.isPending || saved, waits: waiting !== undefined };
}

/** What was written after the mission was sent changes the mission that was entered. */
function changeOf(body: Written) {
  return ({ code }: MissionView, version: number) =>
    answered(
      disbursements.PATCH('/api/disbursements/missions/{id}', {
        params: { path: { id: code } },
        body,
        headers: { 'if-match': `"${version}"`, 'idempotency-key': crypto.randomUUID() },
      }),
    );
}
