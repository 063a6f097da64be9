import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs';
import IconCircleDashed from '@tabler/icons-react/dist/esm/icons/IconCircleDashed.mjs';
import IconClockPause from '@tabler/icons-react/dist/esm/icons/IconClockPause.mjs';
import IconX from '@tabler/icons-react/dist/esm/icons/IconX.mjs';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../acts/use-act';
import { answered } from '../../api/client';
import { Figure } from '../../money/figure';
import { StateMark, type Tone } from '../../states/state-mark';
import { usePersonName } from '../projects/person-name';
import { type AgendaItem, disbursements, keys, type Outcome, type SessionView } from './bureau-api';
import { VoteForm } from './vote-form';

const marks: Record<Outcome, { tone: Tone; icon: typeof IconCheck }> = {
  APPROVED: { tone: 'done', icon: IconCheck },
  PARTLY_APPROVED: { tone: 'done', icon: IconCheck },
  ADJOURNED: { tone: 'late', icon: IconClockPause },
  REJECTED: { tone: 'late', icon: IconX },
};

interface Props {
  session: SessionView;
  item: AgendaItem;
  /** Whether the reader records votes now. */
  votes: boolean;
  /** Whether the reader changes the agenda now. */
  tables: boolean;
}

/** A project on the agenda: what is asked, what other sessions gave, what the Bureau decides. */
export function Item({ session, item, votes, tables }: Props) {
  const { t } = useTranslation('bureau');
  const [voting, { open, close }] = useDisclosure();
  const undo = useItemAct(session, item, 'votes', 'vote.undone');
  const withdraw = useItemAct(session, item, 'agenda', 'agenda.withdrawn');
  return (
    <article
      className="card padded bureau-item"
      aria-labelledby={`item-${item.project}`}
      data-testid={`item-${item.project}`}
    >
      <Stack gap="sm">
        <div>
          <Title order={3} id={`item-${item.project}`}>
            <Link to="/projets/$id" params={{ id: item.project }}>
              {item.title}
            </Link>
          </Title>
          <Text size="sm" className="muted">
            {[item.cityName, item.project, ...(item.followUp ? [t('item.followUp')] : [])].join(' · ')}
          </Text>
        </div>
        <ItemFigures item={item} />
        {item.recommendation && <Text size="sm">{item.recommendation}</Text>}
        {item.recused && (
          <Text size="sm" className="muted">
            {t('item.recused', { city: item.cityName })}
          </Text>
        )}
      </Stack>
      <Stack gap="xs" align="end">
        <Decision item={item} />
        {votes && (
          <Group gap="xs">
            {item.outcome !== null && (
              <Button variant="default" size="xs" loading={undo.isPending} onClick={() => undo.mutate()}>
                {t('vote.undo')}
              </Button>
            )}
            <Button size="xs" variant={item.outcome === null ? 'filled' : 'default'} onClick={open}>
              {t(item.outcome === null ? 'vote.record' : 'vote.change')}
            </Button>
          </Group>
        )}
        {tables && item.outcome === null && (
          <Button variant="subtle" size="compact-xs" loading={withdraw.isPending} onClick={() => withdraw.mutate()}>
            {t('agenda.withdraw')}
          </Button>
        )}
      </Stack>
      {voting && <VoteForm session={session} item={item} close={close} />}
    </article>
  );
}

/** Takes the vote or the project itself away; both can be put back. */
function useItemAct(
  { code }: SessionView,
  { project, title }: AgendaItem,
  what: 'votes' | 'agenda',
  said: 'vote.undone' | 'agenda.withdrawn',
) {
  const { t } = useTranslation('bureau');
  return useAct<void, unknown>({
    send: (_, headers) =>
      answered(
        disbursements.DELETE(`/api/disbursements/bureau-sessions/{id}/${what}/{project}`, {
          params: { path: { id: code, project } },
          headers,
        }),
      ),
    refresh: [keys.sessions],
    done: () => ({ title: t(said, { project: title }) }),
  });
}

function ItemFigures({ item }: { item: AgendaItem }) {
  const { t } = useTranslation('bureau');
  const asked = item.proposedAttributed;
  const engaged = item.engaged ?? item.proposedEngaged;
  return (
    <dl className="bureau-figures">
      <div>
        <dt>{t('item.fundShare')}</dt>
        <dd>
          <Figure value={item.fundShare} />
        </dd>
      </div>
      <div>
        <dt>{t('item.engagedSoFar')}</dt>
        <dd>
          <Figure value={item.engagedSoFar} entries={item.engagedSoFarEntries} />
        </dd>
      </div>
      <div>
        <dt>{t('item.attributedSoFar')}</dt>
        <dd>
          <Figure value={item.attributedSoFar} entries={item.attributedSoFarEntries} />
        </dd>
      </div>
      {engaged && (
        <div>
          <dt>{t('item.engaged')}</dt>
          <dd>
            <Figure value={engaged} {...(item.engagedEntries && { entries: item.engagedEntries })} />
          </dd>
        </div>
      )}
      {(asked ?? item.outcome === null) && (
        <div>
          <dt>{t('item.proposed')}</dt>
          <dd>{asked ? <Figure value={asked} /> : <span className="muted">{t('item.undecided')}</span>}</dd>
        </div>
      )}
    </dl>
  );
}

function Decision({ item }: { item: AgendaItem }) {
  const { t } = useTranslation('bureau');
  const nameOf = usePersonName();
  if (item.outcome === null) {
    return (
      <StateMark tone="neutral" icon={IconCircleDashed}>
        {t('item.notVoted')}
      </StateMark>
    );
  }
  const { tone, icon } = marks[item.outcome];
  const { for: pro, against, abstentions } = item;
  return (
    <Stack gap={4} align="end">
      <StateMark tone={tone} icon={icon}>
        {t(`outcome.${item.outcome}`)}
      </StateMark>
      {item.attributed && (
        <Text fw={650} component="span">
          <Figure value={item.attributed} {...(item.attributedEntries && { entries: item.attributedEntries })} />
        </Text>
      )}
      {pro !== null && (
        <Text size="xs" className="muted">
          {t('item.votes', { for: pro, against: against ?? 0, abstentions: abstentions ?? 0 })}
        </Text>
      )}
      {item.recordedBy && (
        <Text size="xs" className="muted bureau-recorded">
          {t('item.recordedBy', { name: nameOf(item.recordedBy) })}
        </Text>
      )}
    </Stack>
  );
}
