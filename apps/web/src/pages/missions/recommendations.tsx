import { Button, Group, Modal, Select, Stack, Text, Textarea, Title } from '@mantine/core';
import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs';
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs';
import IconCircleDashed from '@tabler/icons-react/dist/esm/icons/IconCircleDashed.mjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../acts/use-act';
import { answered } from '../../api/client';
import { useLanguage } from '../../i18n/i18n';
import { formatDay } from '../../money/format';
import { StateMark } from '../../states/state-mark';
import { Empty } from '../../states/states';
import { usePersonName } from '../projects/person-name';
import { disbursements, keys, type MissionView, type Recommendation } from './missions-api';

const statuses = ['OPEN', 'DONE', 'DROPPED'] as const;

/** What the mission asks of whom by when, and what became of it. */
export function Recommendations({ mission, editable }: { mission: MissionView; editable: boolean }) {
  const { t } = useTranslation('missions');
  const language = useLanguage();
  const nameOf = usePersonName();
  const [followed, setFollowed] = useState<Recommendation>();
  return (
    <section className="card padded" aria-labelledby="recommendations">
      <Title order={2} id="recommendations">
        {t('recommendations.title')}
      </Title>
      {mission.recommendations.length === 0 && <Empty>{t('recommendations.none')}</Empty>}
      {mission.recommendations.map((one) => (
        <article key={one.number} className="mission-finding" data-testid={`recommendation-${one.number}`}>
          <Group justify="space-between" align="start" wrap="nowrap">
            <div>
              <Text>{one.text}</Text>
              <Text size="sm" className="muted">
                {t('recommendations.due', { day: formatDay(one.dueOn, language), owner: one.owner })}
                {one.project && ` · ${one.project}`}
              </Text>
              {one.note && <Text size="sm">{one.note}</Text>}
              {one.followedBy && one.followedOn && (
                <Text size="xs" className="muted">
                  {t('by', { name: nameOf(one.followedBy), day: formatDay(one.followedOn, language) })}
                </Text>
              )}
            </div>
            <Stack gap="xs" align="end">
              <Mark recommendation={one} />
              {editable && (
                <Button variant="default" size="xs" onClick={() => setFollowed(one)}>
                  {t('recommendations.follow')}
                </Button>
              )}
            </Stack>
          </Group>
        </article>
      ))}
      {followed && <FollowUp mission={mission} recommendation={followed} close={() => setFollowed(undefined)} />}
    </section>
  );
}

function Mark({ recommendation: { status, overdue } }: { recommendation: Recommendation }) {
  const { t } = useTranslation('missions');
  if (overdue) {
    return (
      <StateMark tone="late" icon={IconAlertTriangle}>
        {t('recommendations.late')}
      </StateMark>
    );
  }
  return (
    <StateMark tone={status === 'OPEN' ? 'waiting' : 'done'} icon={status === 'OPEN' ? IconCircleDashed : IconCheck}>
      {t(`recommendations.status.${status}`)}
    </StateMark>
  );
}

interface FollowUpProps {
  mission: MissionView;
  recommendation: Recommendation;
  close: () => void;
}

function FollowUp({ mission, recommendation, close }: FollowUpProps) {
  const { t } = useTranslation('missions');
  const { t: shared } = useTranslation();
  const [asked, setAsked] = useState({ status: recommendation.status, note: recommendation.note ?? '' });
  const [tried, setTried] = useState(false);
  const missing = asked.status !== 'OPEN' && asked.note.trim() === '';
  const act = useAct({
    send: (body: typeof asked, headers) =>
      answered(
        disbursements.POST('/api/disbursements/missions/{id}/recommendations/{number}/follow-up', {
          params: { path: { id: mission.code, number: recommendation.number } },
          body,
          headers,
        }),
      ),
    refresh: [keys.missions],
    done: () => {
      close();
      return { title: t('recommendations.saved') };
    },
  });
  return (
    <Modal
      opened
      onClose={close}
      centered
      title={t('recommendations.follow')}
      closeButtonProps={{ 'aria-label': shared('act.close') }}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (!missing) act.mutate(asked);
        }}
      >
        <Stack gap="md">
          <Text size="sm">{recommendation.text}</Text>
          <Select
            label={t('recommendations.state')}
            data={statuses.map((status) => ({ value: status, label: t(`recommendations.status.${status}`) }))}
            value={asked.status}
            onChange={(status) => setAsked({ ...asked, status: (status as typeof asked.status | null) ?? 'OPEN' })}
            allowDeselect={false}
          />
          <Textarea
            label={t('recommendations.note')}
            value={asked.note}
            onChange={(event) => setAsked({ ...asked, note: event.currentTarget.value })}
            error={tried && missing && t('recommendations.noteMissing')}
            autosize
            minRows={2}
          />
          <Group justify="end">
            <Button variant="default" onClick={close}>
              {shared('act.cancel')}
            </Button>
            <Button type="submit" loading={act.isPending}>
              {t('recommendations.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
