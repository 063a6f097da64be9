import { Button, Group, Kbd, SegmentedControl, Text, TextInput, Title } from '@mantine/core';
import IconSearch from '@tabler/icons-react/dist/esm/icons/IconSearch.mjs';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../../acts/act-button';
import type { Claim, Line } from '../treasury';
import { LineList } from './line-list';
import { filters, type LineFilter } from './lines';

interface Props {
  lines: readonly Line[];
  shown: readonly Line[];
  filter: LineFilter;
  setFilter: (filter: LineFilter) => void;
  typed: string;
  setTyped: (text: string) => void;
  selected: string | undefined;
  ticked: ReadonlySet<string>;
  claims: readonly Claim[];
  select: (id: string) => void;
  tick: (id: string) => void;
  /** How many can be validated with one key. */
  safe: number;
  openSafe: () => void;
  openHelp: () => void;
  readOnly: string | undefined;
}

/** What waits, filtered and searched. */
export function ListPane(props: Props) {
  const { t } = useTranslation('reconciliation');
  const { lines, shown, filter, setFilter, typed, setTyped, safe, openSafe, openHelp, readOnly } = props;
  const open = lines.filter(({ standing }) => standing !== 'MATCHED');
  const count = (name: LineFilter) =>
    name === 'open' ? open.length : open.filter(({ standing }) => standing === name).length;
  return (
    <div className="list-pane">
      <div className="card">
        <Group justify="space-between" gap="xs" className="list-head">
          <Title order={2}>{t('list.title', { count: open.length })}</Title>
          {safe > 0 && (
            <ActButton
              variant="light"
              size="sm"
              because={readOnly}
              onClick={openSafe}
              rightSection={<Kbd>S</Kbd>}
              data-testid="open-safe"
            >
              {t('list.safe', { count: safe })}
            </ActButton>
          )}
        </Group>
        <div className="list-tools">
          <SegmentedControl
            size="xs"
            fullWidth
            value={filter}
            onChange={(value) => setFilter(value as LineFilter)}
            aria-label={t('list.filter')}
            data={filters.map((value) => ({ value, label: `${t(`filter.${value}`)} ${count(value)}` }))}
          />
          <TextInput
            type="search"
            aria-label={t('list.search')}
            placeholder={t('list.search')}
            leftSection={<IconSearch size={16} />}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            data-testid="line-search"
          />
        </div>
        <LineList {...props} lines={shown} empty={open.length === 0 ? t('list.done') : t('list.none')} />
      </div>
      <Group gap={6} className="key-hints">
        <Text size="sm" className="muted">
          <Kbd>J</Kbd>/<Kbd>K</Kbd> {t('hint.move')} · <Kbd>␣</Kbd> {t('hint.tick')} · <Kbd>↵</Kbd> {t('hint.validate')}{' '}
          · <Kbd>U</Kbd> {t('hint.undo')} ·
        </Text>
        <Button variant="subtle" size="compact-sm" onClick={openHelp} rightSection={<Kbd>?</Kbd>}>
          {t('hint.help')}
        </Button>
      </Group>
    </div>
  );
}
