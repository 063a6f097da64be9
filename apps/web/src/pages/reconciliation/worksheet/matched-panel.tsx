import { Button, Group, Text, Title } from '@mantine/core';
import IconCircleCheck from '@tabler/icons-react/dist/esm/icons/IconCircleCheck.mjs';
import IconClock from '@tabler/icons-react/dist/esm/icons/IconClock.mjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../../acts/act-button';
import { useLanguage } from '../../../i18n/i18n';
import { Figure } from '../../../money/figure';
import { formatDay, formatDayShort, formatTime } from '../../../money/format';
import { StateMark } from '../../../states/state-mark';
import type { Line } from '../treasury';
import { Attachments } from './attachments';
import { titleOf } from './lines';
import { Refusal } from './undone';
import type { Done } from './use-acts';

const shown = 20;

interface Props {
  lines: readonly Line[];
  undo: (done: Done) => void;
  /** Why nothing can be taken back; undefined when it can. */
  because: string | undefined;
}

/** What is explained already, by whom, each with its way back. */
export function MatchedPanel({ lines, undo, because }: Props) {
  const { t } = useTranslation('reconciliation');
  const [all, setAll] = useState(false);
  const matched = lines
    .filter(({ match }) => match !== null)
    .sort((a, b) => urgency(b) - urgency(a) || (b.match?.at ?? '').localeCompare(a.match?.at ?? ''));
  if (matched.length === 0) return null;
  return (
    <section className="card padded" aria-label={t('matched.title', { count: matched.length })} data-testid="matched">
      <Title order={2} mb={8}>
        {t('matched.title', { count: matched.length })}
      </Title>
      <ul className="matched">
        {(all ? matched : matched.slice(0, shown)).map((line) => (
          <MatchedLine key={line.id} line={line} undo={undo} because={because} />
        ))}
      </ul>
      {!all && matched.length > shown && (
        <Button variant="default" mt="sm" onClick={() => setAll(true)}>
          {t('matched.all', { count: matched.length })}
        </Button>
      )}
    </section>
  );
}

function MatchedLine({ line, undo, because }: { line: Line; undo: Props['undo']; because: string | undefined }) {
  const { t } = useTranslation('reconciliation');
  const language = useLanguage();
  const { match } = line;
  if (!match) return null;
  const asked = match.status === 'UNDO_REQUESTED';
  const waiting = match.status === 'SENT' || asked;
  return (
    <li data-testid="matched-line">
      <div style={{ minWidth: 0 }}>
        <Text className="ellipsis" title={titleOf(line)}>
          <span className="muted num">{formatDayShort(line.bookingDate, language).slice(0, 5)} </span>
          {titleOf(line)}
        </Text>
        <Group gap="xs">
          <StateMark
            tone={waiting ? 'waiting' : match.status === 'UNAPPLIED' ? 'late' : 'done'}
            icon={waiting ? IconClock : IconCircleCheck}
          >
            {t(`match.${statusOf(match.status)}`)}
          </StateMark>
          <Text size="sm" className="muted">
            {t(match.automatic ? 'matched.automatic' : 'matched.by', {
              name: match.by,
              day: formatDay(match.at.slice(0, 10), language),
              time: formatTime(match.at, language),
            })}
          </Text>
        </Group>
        {match.undoRefused && <Refusal refused={match.undoRefused} />}
        <Attachments line={line} readOnly />
      </div>
      <Figure value={line.amount} className="strong" />
      {!asked && (
        <ActButton variant="default" size="xs" because={because} onClick={() => undo({ kind: 'match', id: match.id })}>
          {t('undo')}
        </ActButton>
      )}
    </li>
  );
}

/** What waits for an answer, or was answered by a refusal, comes first. */
function urgency({ match }: Line): number {
  return match?.status === 'UNDO_REQUESTED' ? 2 : match?.undoRefused ? 1 : 0;
}

const statuses = ['SENT', 'CONFIRMED', 'UNAPPLIED', 'UNDO_REQUESTED', 'UNDONE'] as const;

function statusOf(status: string): (typeof statuses)[number] {
  return statuses.find((known) => known === status) ?? 'SENT';
}
