import { ActionIcon, Code, Text, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import IconBraces from '@tabler/icons-react/dist/esm/icons/IconBraces.mjs';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/i18n';
import { formatDay, formatTime } from '../../money/format';
import { useOpenEntries } from '../../shell/filters';
import { Empty } from '../../states/states';
import { colorOf } from '../overview/flow-graph';
import { useLastVisit } from './last-visit';
import { useSentence } from './sentence';
import type { RecentEvent } from './use-events';

/** Events under the day on which they happened, with a line where the reader's last visit ended. */
export function EventList({ events }: { events: RecentEvent[] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const lastVisit = useLastVisit();
  if (events.length === 0) return <Empty>{t('stream.none')}</Empty>;
  const seen = lastVisit ? events.findIndex(({ time }) => time < lastVisit) : -1;
  return (
    <ol className="card events">
      {events.map((event, index) => (
        <Fragment key={event.id}>
          {index === seen && index > 0 && <li className="mark seen">{t('stream.lastVisit')}</li>}
          {dayOf(event) !== dayOf(events[index - 1]) && (
            <li className="mark day">{formatDay(dayOf(event), language)}</li>
          )}
          <Event event={event} />
        </Fragment>
      ))}
    </ol>
  );
}

/** In Paris, as the times of the list are. */
function dayOf(event: RecentEvent | undefined): string {
  return event ? new Date(event.time).toLocaleDateString('sv-SE', { timeZone: 'Europe/Paris' }) : '';
}

function Event({ event }: { event: RecentEvent }) {
  const { t, i18n } = useTranslation();
  const language = useLanguage();
  const sentence = useSentence();
  const open = useOpenEntries();
  const [opened, { toggle }] = useDisclosure();
  const { entries, instrument, time, topic, subject } = event;
  const named = (code: string) => (i18n.exists(`context.${code}`) ? t(`context.${code}` as 'context.treasury') : code);
  const where = [
    named(topic.replace(/^abonde\./, '')),
    named(subject),
    instrument ? t(`instrument.${instrument}` as 'instrument.COOPERATION') : [],
  ].flat();
  return (
    <li className="event" data-testid="event" data-id={event.id}>
      <time className="num muted" dateTime={time}>
        {formatTime(time, language)}
      </time>
      <i className="instrument" style={{ background: colorOf(instrument) }} aria-hidden />
      <div className="what">
        <Text size="sm">{sentence(event)}</Text>
        <Text size="xs" className="muted ellipsis">
          {[...new Set(where)].join(' · ')}
        </Text>
      </div>
      <div className="acts">
        {entries && (
          <UnstyledButton className="entries-link" onClick={() => open(entries)}>
            {t('stream.entries')}
          </UnstyledButton>
        )}
        <ActionIcon variant="subtle" color="gray" aria-label={t('stream.raw')} aria-expanded={opened} onClick={toggle}>
          <IconBraces size={16} />
        </ActionIcon>
      </div>
      {opened && (
        <Code block className="raw" tabIndex={0} aria-label={t('stream.raw')}>
          {JSON.stringify(event.event, null, 2)}
        </Code>
      )}
    </li>
  );
}
