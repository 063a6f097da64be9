import '../../../styles/forms.css';
import { Group, Modal, Select, Stack, Text, TextInput, UnstyledButton } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answered } from '../../../api/client';
import { useLanguage } from '../../../i18n/i18n';
import { Figure } from '../../../money/figure';
import { formatDayShort } from '../../../money/format';
import { BlockSkeleton, Empty, Loaded } from '../../../states/states';
import { targetName } from '../target-name';
import { type FoundTarget, type TargetKind, treasury } from '../treasury';

export const kinds: readonly TargetKind[] = [
  'instalment',
  'donation',
  'unapplied',
  'recovery',
  'payment-order',
  'refund',
  'interest',
  'internal-transfer',
  'classification',
];

interface Props {
  entry: string;
  opened: boolean;
  close: () => void;
  /** Kind that is looked at first. */
  kind: TargetKind | null;
  choose: (target: FoundTarget) => void;
}

/** Everything a line may be matched with, by words and amounts as people type them. */
export function TargetSearch({ opened, close, ...search }: Props) {
  const { t } = useTranslation('reconciliation');
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={t('search.title')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {opened && <Search {...search} />}
    </Modal>
  );
}

function Search({ entry, kind: first, choose }: Omit<Props, 'opened' | 'close'>) {
  const { t } = useTranslation('reconciliation');
  const [text, setText] = useState('');
  const [kind, setKind] = useState(first);
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const asked = { entry, q: text, ...(kind && { kind }), ...(from && { from }), ...(to && { to }) };
  const [query] = useDebouncedValue(asked, 150);
  const found = useQuery({
    queryKey: ['reconciliation', 'targets', query],
    queryFn: async () => (await answered(treasury.GET('/api/treasury/targets', { params: { query } }))).items,
  });
  return (
    <Stack gap="sm">
      <TextInput
        label={t('search.words')}
        description={t('search.hint')}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        data-autofocus
        data-testid="target-search"
      />
      <Group gap="sm" grow>
        <Select
          label={t('search.kind')}
          data={kinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
          value={kind}
          onChange={(value) => setKind(value as TargetKind | null)}
          clearable
          placeholder={t('search.all')}
          comboboxProps={{ withinPortal: false }}
        />
        <TextInput
          label={t('search.from')}
          inputMode="decimal"
          value={from}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
        <TextInput
          label={t('search.to')}
          inputMode="decimal"
          value={to}
          onChange={(event) => setTo(event.currentTarget.value)}
        />
      </Group>
      <Loaded query={found} skeleton={<BlockSkeleton height={200} />}>
        {(targets) =>
          targets.length === 0 ? <Empty>{t('search.none')}</Empty> : <Found targets={targets} choose={choose} />
        }
      </Loaded>
    </Stack>
  );
}

function Found({ targets, choose }: { targets: readonly FoundTarget[]; choose: (target: FoundTarget) => void }) {
  const { t } = useTranslation('reconciliation');
  const language = useLanguage();
  return (
    <ul className="found" data-testid="found-targets">
      {targets.map((target) => (
        <li key={target.kind + target.id}>
          <UnstyledButton className="found-target" onClick={() => choose(target)}>
            <span style={{ minWidth: 0 }}>
              <strong className="wrap">{targetName(target, t)}</strong>
              <Text size="sm" className="muted" component="span" display="block">
                {[t(`kind.${target.kind}`), target.dueOn && formatDayShort(target.dueOn, language), target.reference]
                  .filter(Boolean)
                  .join(' · ')}
              </Text>
            </span>
            {target.open ? (
              <Figure value={target.open} className="strong" />
            ) : (
              <span className="muted">{t('search.anyAmount')}</span>
            )}
          </UnstyledButton>
        </li>
      ))}
    </ul>
  );
}
