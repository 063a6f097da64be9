import { Button, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../acts/act-button';
import { Figure } from '../../money/figure';
import { latePart } from '../../parts/late-part';
import type { Selection } from './file-selection';
import { sumsOf } from '../../money/minor';

const FileForm = latePart(() => import('./file-form'));

/** What is chosen, its sum by currency, and the act: it stays in view while one chooses. */
export function FileBar({ selection }: { selection: Selection }) {
  const { t } = useTranslation('payments');
  const [opened, { open, close }] = useDisclosure();
  const { orders } = selection;
  const sums = sumsOf(orders.map(({ amount }) => amount));
  return (
    <div className="card file-bar" role="region" aria-label={t('file.create')}>
      <Group gap="sm">
        <Button variant="default" size="compact-sm" onClick={selection.all}>
          {t('file.all')}
        </Button>
        <Button variant="default" size="compact-sm" onClick={selection.none}>
          {t('file.none')}
        </Button>
        <Text size="sm" role="status">
          {t('file.selected', { count: orders.length })}
        </Text>
      </Group>
      <Group gap="md">
        {sums.map((sum) => (
          <Text key={sum.currency} fw={650} component="span" data-testid="chosen-sum">
            <Figure value={sum} />
          </Text>
        ))}
        <ActButton because={orders.length === 0 ? t('file.nothing') : undefined} onClick={open}>
          {t('file.create')}
        </ActButton>
      </Group>
      {opened && (
        <Suspense>
          <FileForm orders={orders} close={close} emitted={selection.none} />
        </Suspense>
      )}
    </div>
  );
}
