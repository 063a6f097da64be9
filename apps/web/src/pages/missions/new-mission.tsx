import './words';
import { Stack } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../acts/use-act';
import { answered } from '../../api/client';
import { PageHeading } from '../../shell/page-heading';
import { type Draft, emptyDraft, forgetDraft, missionOf } from './draft';
import { renameKept } from './kept-photos';
import { MissionForm } from './mission-form';
import { disbursements, keys } from './missions-api';

const NAME = 'nouvelle';

/** A mission that nobody has entered yet. */
export default function NewMission() {
  const { t } = useTranslation('missions');
  const navigate = useNavigate();
  const act = useAct({
    send: async (draft: Draft, headers) => {
      const entered = await answered(
        disbursements.POST('/api/disbursements/missions', { body: missionOf(draft), headers }),
      );
      await renameKept(NAME, entered.code);
      return entered;
    },
    refresh: [keys.missions],
    done: ({ code }) => {
      forgetDraft(NAME);
      void navigate({ to: '/missions/$mission', params: { mission: code } });
      return { title: t('form.saved') };
    },
  });
  return (
    <Stack gap="md">
      <PageHeading title={t('new')} />
      <MissionForm name={NAME} start={emptyDraft()} pending={act.isPending} save={(draft) => act.mutate(draft)} />
    </Stack>
  );
}
