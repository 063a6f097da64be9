import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../i18n/i18n';
import { Figure } from '../../../money/figure';
import { formatDayShort } from '../../../money/format';
import { targetName } from '../target-name';
import type { Line } from '../treasury';
import { titleOf } from './lines';

interface Props {
  lines: readonly Line[];
  opened: boolean;
  close: () => void;
  pending: boolean;
  validate: () => void;
}

/** What one key validates, shown first. */
export function SafeDialog({ lines, opened, close, pending, validate }: Props) {
  const { t } = useTranslation('reconciliation');
  const language = useLanguage();
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={t('safe.title')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          validate();
        }}
      >
        <Stack gap="md">
          <Text size="sm" className="muted">
            {t('safe.text')}
          </Text>
          <ul className="found" data-testid="safe-lines">
            {lines.map((line) => (
              <li key={line.id} className="found-target">
                <span style={{ minWidth: 0 }}>
                  <span className="wrap">
                    {formatDayShort(line.bookingDate, language)} · {titleOf(line)}
                  </span>
                  <Text size="sm" className="muted">
                    → {line.proposal?.targets.map((target) => targetName(target, t)).join(' + ')}
                  </Text>
                </span>
                <Figure value={line.amount} className="strong" />
              </li>
            ))}
          </ul>
          <Group justify="end">
            <Button variant="default" onClick={close}>
              {t('cancel')}
            </Button>
            <Button type="submit" loading={pending} data-autofocus>
              {t('safe.validate', { count: lines.length })}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
