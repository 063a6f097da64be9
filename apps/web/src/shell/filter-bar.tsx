import { Group, NativeSelect, Stack } from '@mantine/core';
import IconFilter from '@tabler/icons-react/dist/esm/icons/IconFilter.mjs';
import { useTranslation } from 'react-i18next';
import { HeaderPopover } from './header-popover';
import { type Instrument, instruments, useFilters } from './filters';

const FIRST_YEAR = 2018;
const ALL = '';

/** Period and instrument, kept in the address; behind one button on a phone. */
export function FilterBar({ lastYear }: { lastYear: number }) {
  const { t } = useTranslation();
  const [{ periode, instrument }] = useFilters();
  const chosen = periode !== undefined || instrument !== undefined;
  return (
    <>
      <Group gap="xs" wrap="nowrap" visibleFrom="md">
        <Fields lastYear={lastYear} />
      </Group>
      <HeaderPopover
        hiddenFrom="md"
        name={t('filter.title')}
        icon={<IconFilter size={18} />}
        {...(chosen && { variant: 'light' })}
      >
        <Stack gap="sm">
          <Fields lastYear={lastYear} labelled />
        </Stack>
      </HeaderPopover>
    </>
  );
}

function Fields({ lastYear, labelled = false }: { lastYear: number; labelled?: boolean }) {
  const { t } = useTranslation();
  const [{ periode, instrument }, change] = useFilters();
  const years = Array.from({ length: Math.max(0, lastYear - FIRST_YEAR + 1) }, (_, index) => String(lastYear - index));
  const known = periode && !years.includes(periode) ? [periode, ...years] : years;
  const named = (name: string) => (labelled ? { label: name, size: 'md' } : { 'aria-label': name, size: 'xs' });
  return (
    <>
      <NativeSelect
        {...named(t('filter.period'))}
        value={periode ?? ALL}
        data={[{ value: ALL, label: t('filter.allYears') }, ...known]}
        onChange={({ currentTarget }) => change({ periode: currentTarget.value || undefined })}
      />
      <NativeSelect
        {...named(t('filter.instrument'))}
        value={instrument ?? ALL}
        data={[
          { value: ALL, label: t('filter.allInstruments') },
          ...instruments.map((value) => ({ value, label: t(`instrument.${value}`) })),
        ]}
        onChange={({ currentTarget }) =>
          change({ instrument: (currentTarget.value || undefined) as Instrument | undefined })
        }
      />
    </>
  );
}
