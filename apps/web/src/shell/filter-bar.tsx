import { ActionIcon, NativeSelect, Popover, Stack } from '@mantine/core';
import IconFilter from '@tabler/icons-react/dist/esm/icons/IconFilter.mjs';
import { useTranslation } from 'react-i18next';
import { useBusinessDay } from './business-day';
import { ALL_YEARS, type Instrument, instruments, useFilters } from './filters';

const FIRST_YEAR = 2018;

/** Period and instrument, kept in the address; behind one button on a phone. */
export function FilterBar() {
  const { t } = useTranslation();
  return (
    <>
      <Fields wide />
      <Popover position="bottom-end" trapFocus>
        <Popover.Target>
          <ActionIcon hiddenFrom="md" variant="default" size="lg" aria-label={t('filter.title')}>
            <IconFilter size={18} />
          </ActionIcon>
        </Popover.Target>
        <Popover.Dropdown>
          <Stack gap="xs">
            <Fields />
          </Stack>
        </Popover.Dropdown>
      </Popover>
    </>
  );
}

function Fields({ wide = false }: { wide?: boolean }) {
  const { t } = useTranslation();
  const [{ periode, instrument }, change] = useFilters();
  const lastYear = Number(useBusinessDay()?.slice(0, 4) ?? FIRST_YEAR);
  const years = Array.from({ length: lastYear - FIRST_YEAR + 1 }, (_, index) => String(lastYear - index));
  const shown = wide ? { visibleFrom: 'md' } : {};
  return (
    <>
      <NativeSelect
        {...shown}
        size="xs"
        aria-label={t('filter.period')}
        value={periode ?? ALL_YEARS}
        data={[{ value: ALL_YEARS, label: t('filter.allYears') }, ...years]}
        onChange={({ currentTarget }) => change({ periode: currentTarget.value === ALL_YEARS ? undefined : currentTarget.value })}
      />
      <NativeSelect
        {...shown}
        size="xs"
        aria-label={t('filter.instrument')}
        value={instrument ?? ''}
        data={[{ value: '', label: t('filter.allInstruments') }, ...instruments.map((value) => ({ value, label: t(`instrument.${value}`) }))]}
        onChange={({ currentTarget }) => change({ instrument: (currentTarget.value || undefined) as Instrument | undefined })}
      />
    </>
  );
}
