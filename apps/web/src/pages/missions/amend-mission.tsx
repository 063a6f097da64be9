import './words';
import { Stack } from '@mantine/core';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../acts/use-act';
import { answered } from '../../api/client';
import { PageHeading } from '../../shell/page-heading';
import { BlockSkeleton, Loaded } from '../../states/states';
import { type Draft, forgetDraft, missionOf, newFinding } from './draft';
import { MissionForm } from './mission-form';
import { disbursements, keys, type MissionView, useMission } from './missions-api';

/** A mission that is written on until its report is given. */
export default function AmendMissionPage() {
  const { mission } = useParams({ strict: false }) as { mission: string };
  return (
    <Loaded query={useMission(mission)} skeleton={<BlockSkeleton height={420} />}>
      {(view) => <AmendMission mission={view} />}
    </Loaded>
  );
}

function AmendMission({ mission }: { mission: MissionView }) {
  const { t } = useTranslation('missions');
  const navigate = useNavigate();
  const { code, version, place } = mission;
  const act = useAct({
    send: (draft: Draft, headers) =>
      answered(
        disbursements.PATCH('/api/disbursements/missions/{id}', {
          params: { path: { id: code } },
          body: missionOf(draft),
          headers: { ...headers, 'if-match': `"${version}"` },
        }),
      ),
    refresh: [keys.missions],
    done: () => {
      forgetDraft(code);
      void navigate({ to: '/missions/$mission', params: { mission: code } });
      return { title: t('form.saved') };
    },
  });
  return (
    <Stack gap="md">
      <PageHeading title={place} subtitle={t('code', { code })} />
      <MissionForm name={code} start={draftOf(mission)} pending={act.isPending} save={(draft) => act.mutate(draft)} />
    </Stack>
  );
}

function draftOf({ from, to, place, purpose, team, findings, recommendations }: MissionView): Draft {
  const key = () => crypto.randomUUID();
  return {
    ...{ from, to, place, purpose },
    team: team.map(({ name, role }) => ({ key: key(), name: name ?? '', role })),
    findings: findings.map(({ project, text, progress, deliveryOn, suspends, condition }) => ({
      ...newFinding(),
      ...{ project, text, progress: progress ?? '', deliveryOn: deliveryOn ?? '', suspends: suspends ?? false },
      ...{ tranche: condition?.tranche ?? '', label: condition?.label ?? '' },
    })),
    recommendations: recommendations.map(({ project, text, owner, dueOn }) => ({
      ...{ key: key(), project: project ?? '', text, owner, dueOn },
    })),
  };
}
