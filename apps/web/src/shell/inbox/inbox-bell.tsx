import './words';
import './inbox.css';
import { Button, Text } from '@mantine/core';
import IconBell from '@tabler/icons-react/dist/esm/icons/IconBell.mjs';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../acts/use-act';
import { answered } from '../../api/client';
import { useLanguage } from '../../i18n/i18n';
import { formatDay } from '../../money/format';
import { HeaderPopover } from '../header-popover';
import { fundApi, type Schemas } from '../../pages/emergency/api';

type Item = Schemas['InboxItemDto'];

/** Things that wait for the reader, and news not read yet, each with the page where it is dealt with. */
export default function InboxBell() {
  const { t } = useTranslation('inbox');
  const { data } = useQuery({
    queryKey: ['inbox'],
    queryFn: () => answered(fundApi.GET('/api/emergency-fund/inbox')),
  });
  const readAll = useAct({
    send: (_: void, headers) => answered(fundApi.POST('/api/emergency-fund/inbox/read', { headers })),
    refresh: [['inbox']],
  });
  const unread = data?.unread ?? 0;
  const icon = (
    <span style={{ position: 'relative', display: 'inline-flex' }}>
      <IconBell size={18} />
      {unread > 0 && (
        <span className="inbox-count num" aria-hidden data-testid="unread">
          {unread}
        </span>
      )}
    </span>
  );
  return (
    <HeaderPopover name={unread > 0 ? t('titleCount', { count: unread }) : t('title')} icon={icon}>
      {!data || data.items.length === 0 ? (
        <Text size="sm" className="muted">
          {t('empty')}
        </Text>
      ) : (
        <ul className="inbox-list" data-testid="inbox">
          {data.items.map((item) => (
            <Line key={item.id} item={item} />
          ))}
        </ul>
      )}
      {unread > 0 && (
        <Button
          variant="default"
          size="xs"
          fullWidth
          mt="sm"
          loading={readAll.isPending}
          onClick={() => readAll.mutate()}
        >
          {t('readAll')}
        </Button>
      )}
    </HeaderPopover>
  );
}

function Line({ item: { id, kind, asks, read, city, agreement, on, link } }: { item: Item }) {
  const { t } = useTranslation('inbox');
  const language = useLanguage();
  const { mutate } = useAct({
    send: (_: void, headers) =>
      answered(fundApi.POST('/api/emergency-fund/inbox/{id}/read', { params: { path: { id } }, headers })),
    refresh: [['inbox']],
  });
  const leave = (event: { currentTarget: HTMLElement }) => {
    event.currentTarget.closest<HTMLElement>('[popover]')?.hidePopover();
    if (!read) mutate();
  };
  return (
    <li>
      <Link to={link} onClick={leave}>
        <Text size="sm" fw={read ? 400 : 650} component="span" display="block">
          {t(kind)}
          {(city ?? agreement) && ` — ${city ?? agreement}`}
        </Text>
        <Text size="xs" className="muted" component="span">
          {asks && `${t('asks')} · `}
          {formatDay(on, language)}
          {!read && ` · ${t('unread')}`}
        </Text>
      </Link>
    </li>
  );
}
