import '@mantine/core/styles/Notification.css';
import '@mantine/notifications/styles.css';
import { Button, Group, Text } from '@mantine/core';
import { Notifications, notifications } from '@mantine/notifications';
import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs';
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs';
import i18next from 'i18next';
import { useEffect } from 'react';
import { type Notice, showNotices } from './notices';

const SHORT_MS = 6_000;
const LONG_MS = 12_000;

/** Where notices pass by; what can be undone stays longer, a refusal until it is closed or the act tried again. */
export default function NoticeArea() {
  useEffect(() => showNotices({ show, withdraw: notifications.hide }), []);
  return <Notifications position="bottom-right" limit={4} className="no-print" />;
}

function show({ id = crypto.randomUUID(), tone = 'good', title, text, undo }: Notice): void {
  const back = () => {
    notifications.hide(id);
    undo?.act();
  };
  notifications.show({
    id,
    title,
    message: (
      <Group justify="space-between" gap="xs">
        <Text size="sm">{text}</Text>
        {undo && (
          <Button size="compact-sm" variant="default" onClick={back}>
            {undo.label}
          </Button>
        )}
      </Group>
    ),
    color: tone === 'good' ? 'var(--ok)' : 'var(--warn)',
    icon: tone === 'good' ? <IconCheck size={18} /> : <IconAlertTriangle size={18} />,
    autoClose: tone === 'bad' ? false : undo ? LONG_MS : SHORT_MS,
    withBorder: true,
    closeButtonProps: { 'aria-label': i18next.t('act.close') },
  });
}
