import { ActionIcon, Button, Code, Collapse, CopyButton, Group, SegmentedControl, Stack, Text, Title, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import IconBraces from '@tabler/icons-react/dist/esm/icons/IconBraces.mjs';
import IconPlayerPause from '@tabler/icons-react/dist/esm/icons/IconPlayerPause.mjs';
import IconPlayerPlay from '@tabler/icons-react/dist/esm/icons/IconPlayerPlay.mjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/i18n';
import { formatDayShort, formatTime } from '../../money/format';
import { useFilters } from '../../shell/filters';
import { BlockSkeleton, Empty, Loaded } from '../../states/states';
import { colorOf } from '../overview/flow-graph';
import { useSentence } from './sentence';
import { type RecentEvent, useEvents } from './use-events';
import './live-stream.css';

const contexts = ['', 'ledger', 'contributions', 'treasury', 'disbursements', 'emergency-fund'] as const;

/** What happens, as it happens, newest first; nothing moves under the reader's eyes. */
export default function LiveStreamPage() {
  const { t } = useTranslation();
  const [context, setContext] = useState<(typeof contexts)[number]>('');
  const [paused, pause] = useDisclosure();
  const { query, waiting, refresh } = useEvents(context, paused);
  return (
    <Stack gap="md">
      <Group justify="space-between" align="end">
        <div>
          <Title order={1}>{t('nav.live')}</Title>
          <Text className="muted" size="sm">
            {t('stream.subtitle')}
          </Text>
        </div>
        <Group gap="xs">
          <CopyButton value={`curl -N ${location.origin}/api/reporting/stream -H "Authorization: Bearer $TOKEN"`}>
            {({ copied, copy }) => (
              <Button variant="default" size="xs" onClick={copy}>
                {copied ? t('entries.copied') : t('stream.curl')}
              </Button>
            )}
          </CopyButton>
          <Button variant="default" size="xs" onClick={pause.toggle} leftSection={paused ? <IconPlayerPlay size={14} /> : <IconPlayerPause size={14} />}>
            {t(paused ? 'stream.resume' : 'stream.pause')}
          </Button>
        </Group>
      </Group>
      <SegmentedControl
        className="contexts"
        value={context}
        onChange={(value) => setContext(value as typeof context)}
        aria-label={t('stream.filter')}
        data={contexts.map((value) => ({ value, label: t(`context.${value || 'all'}`) }))}
      />
      <div aria-live="polite" className="fresh">
        {waiting > 0 && (
          <Button size="xs" onClick={() => void refresh()}>
            {t('stream.waiting', { count: waiting })}
          </Button>
        )}
      </div>
      <Loaded query={query} skeleton={<BlockSkeleton height={480} />}>
        {({ pages }) => <Events events={pages.flatMap(({ items }) => items)} />}
      </Loaded>
      {query.hasNextPage && (
        <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('stream.older')}
        </Button>
      )}
    </Stack>
  );
}

function Events({ events }: { events: RecentEvent[] }) {
  const { t } = useTranslation();
  if (events.length === 0) return <Empty>{t('stream.none')}</Empty>;
  return (
    <ol className="card events">
      {events.map((event) => (
        <Event key={event.id} event={event} />
      ))}
    </ol>
  );
}

function Event({ event }: { event: RecentEvent }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const sentence = useSentence();
  const [, change] = useFilters();
  const [opened, { toggle }] = useDisclosure();
  return (
    <li className="event">
      <time className="num muted" dateTime={event.time} title={formatDayShort(event.time.slice(0, 10), language)}>
        {formatTime(event.time, language)}
      </time>
      <i className="instrument" style={{ background: colorOf(event.instrument) }} aria-hidden />
      <div>
        <Text size="sm">{sentence(event)}</Text>
        <Text size="xs" className="muted">
          {event.type.replace(/^abonde\./, '')} · {event.subject}
          {event.instrument && ` · ${t(`instrument.${event.instrument}` as 'instrument.COOPERATION')}`}
        </Text>
        <Collapse expanded={opened}>
          <Code block mt={8}>
            {opened ? JSON.stringify(event.event, null, 2) : ''}
          </Code>
        </Collapse>
      </div>
      <Group gap={4} wrap="nowrap">
        {event.entries && (
          <UnstyledButton className="link" onClick={() => change({ ecritures: event.entries ?? undefined })}>
            {t('stream.entries')}
          </UnstyledButton>
        )}
        <ActionIcon variant="subtle" color="gray" aria-label={t('stream.raw')} aria-expanded={opened} onClick={toggle}>
          <IconBraces size={16} />
        </ActionIcon>
      </Group>
    </li>
  );
}
