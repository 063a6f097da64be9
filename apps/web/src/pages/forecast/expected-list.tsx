import { Drawer, Group, Stack, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs';
import IconClock from '@tabler/icons-react/dist/esm/icons/IconClock.mjs';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/i18n';
import { Figure } from '../../money/figure';
import { formatDay, formatMonth } from '../../money/format';
import { useFilters } from '../../shell/filters';
import { StateMark } from '../../states/state-mark';
import { BEYOND, behind, type Cell, cellOf, type CurrencyCash, type Expected, LATE } from './use-forecast';
import '../../entries/entries.css';

/** What is expected behind a cell of the forecast; its total is the cell. Its state is in the address. */
export function ExpectedList({ cash, items }: { cash: CurrencyCash; items: readonly Expected[] }) {
  const { t } = useTranslation('forecast');
  const [{ detail }, change] = useFilters();
  const phone = useMediaQuery('(max-width: 47.99em)', undefined, { getInitialValueInEffect: false });
  const title = useTitle();
  const cell = cellOf(detail);
  const listed = cell ? behind(items, cash.currency, cell) : [];
  return (
    <Drawer
      opened={cell !== undefined}
      onClose={() => change({ detail: undefined })}
      position={phone ? 'bottom' : 'right'}
      size={phone ? '88%' : 620}
      title={cell && title(cell)}
      closeButtonProps={{ 'aria-label': t('close') }}
      classNames={{ content: 'entries-drawer', header: 'entries-header' }}
    >
      {cell && (
        <Stack gap="sm">
          <Group justify="space-between" align="baseline">
            <Text size="sm" className="muted">
              {t('count', { count: listed.length })}
            </Text>
            <Text component="div" fw={650} fz={22} data-testid="expected-total">
              <Figure value={totalOf(cash, cell)} />
            </Text>
          </Group>
          <ul className="expected">
            {listed.map((item) => (
              <Line key={item.id} item={item} />
            ))}
          </ul>
        </Stack>
      )}
    </Drawer>
  );
}

function totalOf(cash: CurrencyCash, { of, direction }: Cell) {
  const incoming = direction === 'IN';
  if (of === LATE) return incoming ? cash.lateIn : cash.lateOut;
  if (of === BEYOND) return incoming ? cash.beyondIn : cash.beyondOut;
  const month = cash.months.find((one) => one.month === of);
  return (incoming ? month?.in : month?.out) ?? { amount: '0.00', currency: cash.currency };
}

function useTitle(): (cell: Cell) => string {
  const { t } = useTranslation('forecast');
  const language = useLanguage();
  return ({ of, direction }) => {
    const what = t(direction === 'IN' ? 'in' : 'out');
    if (of === LATE) return t('listLate', { what });
    return t('list', { what, when: of === BEYOND ? t('beyond') : formatMonth(of, language, 'long') });
  };
}

function Line({ item }: { item: Expected }) {
  const { t, i18n } = useTranslation('forecast');
  const language = useLanguage();
  const { kind, reference, number, name, dueOn, daysLate, state, condition, basis, amount } = item;
  const conditional = condition !== null && i18n.exists(`forecast:condition.${condition}`);
  return (
    <li data-testid="expected">
      <div>
        <strong>{name}</strong>
        <div className="muted expected-facts">
          {t(`kind.${kind}`, { reference, number: number ?? '' })} · {t(`state.${state as 'EXPECTED'}`)} ·{' '}
          {dueOn ? t('due', { day: formatDay(dueOn, language) }) : t('noDay')}
        </div>
        <Group gap={6} mt={4}>
          {daysLate > 0 && (
            <StateMark tone="late" icon={IconAlertTriangle}>
              {t('daysLate', { count: daysLate })}
            </StateMark>
          )}
          {conditional && (
            <StateMark tone="neutral" icon={IconClock}>
              {t(`condition.${condition}` as 'condition.SIGNATURE')}
            </StateMark>
          )}
          {basis === 'ILLUSTRATIVE' && <span className="pill">{t('illustrative')}</span>}
        </Group>
      </div>
      <Figure value={amount} />
    </li>
  );
}
