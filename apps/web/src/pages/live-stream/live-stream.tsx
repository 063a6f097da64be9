import { Button, CopyButton, Group, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import IconArrowUp from '@tabler/icons-react/dist/esm/icons/IconArrowUp.mjs';
import IconPlayerPause from '@tabler/icons-react/dist/esm/icons/IconPlayerPause.mjs';
import IconPlayerPlay from '@tabler/icons-react/dist/esm/icons/IconPlayerPlay.mjs';
import IconTerminal2 from '@tabler/icons-react/dist/esm/icons/IconTerminal2.mjs';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { type Domain, domains, useFilters } from '../../shell/filters';
import { BlockSkeleton, Loaded } from '../../states/states';
import { EventList } from './event-list';
import { useEvents } from './use-events';
import './live-stream.css';

const ALL = 'all';
const AT_THE_TOP = 120;

/** What happens, as it happens, newest first; nothing moves under the reader's eyes. */
export default function LiveStreamPage() {
  const { t } = useTranslation();
  const [{ domaine }, change] = useFilters();
  const [paused, pause] = useDisclosure();
  const list = useRef<HTMLDivElement>(null);
  const reading = () => paused || scrollY > AT_THE_TOP || Boolean(list.current?.matches(':hover, :focus-within'));
  const { query, waiting, insert } = useEvents(domaine, reading);
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
              <Button
                variant="default"
                size="sm"
                onClick={copy}
                leftSection={<IconTerminal2 size={16} />}
                visibleFrom="sm"
              >
                {copied ? t('entries.copied') : t('stream.curl')}
              </Button>
            )}
          </CopyButton>
          <Button
            variant="default"
            size="sm"
            onClick={pause.toggle}
            aria-pressed={paused}
            leftSection={paused ? <IconPlayerPlay size={16} /> : <IconPlayerPause size={16} />}
          >
            {t(paused ? 'stream.resume' : 'stream.pause')}
          </Button>
        </Group>
      </Group>
      <div className="domains">
        <SegmentedControl
          value={domaine ?? ALL}
          onChange={(value) => change({ domaine: value === ALL ? undefined : (value as Domain) })}
          aria-label={t('stream.filter')}
          data={[ALL, ...domains].map((value) => ({ value, label: t(`context.${value}` as 'context.all') }))}
        />
      </div>
      <div className="list" ref={list}>
        <div className="fresh">
          {waiting > 0 && (
            <Button
              size="xs"
              radius="xl"
              leftSection={<IconArrowUp size={14} />}
              onClick={() => void insert()}
              data-testid="waiting"
            >
              {t('stream.waiting', { count: waiting })}
            </Button>
          )}
        </div>
        <Loaded query={query} skeleton={<BlockSkeleton height={640} />}>
          {({ pages }) => <EventList events={pages.flatMap(({ items }) => items)} />}
        </Loaded>
      </div>
      {query.hasNextPage && (
        <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('stream.older')}
        </Button>
      )}
    </Stack>
  );
}
