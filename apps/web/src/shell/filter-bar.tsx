import { Group, Stack } from '@mantine/core';
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
  return (
    <>
      <Choice
        name={t('filter.period')}
        labelled={labelled}
        value={periode ?? ALL}
        options={[[ALL, t('filter.allYears')], ...known.map((year) => [year, year] as const)]}
        choose={(value) => change({ periode: value || undefined })}
      />
      <Choice
        name={t('filter.instrument')}
        labelled={labelled}
        value={instrument ?? ALL}
        options={[
          [ALL, t('filter.allInstruments')],
          ...instruments.map((value) => [value, t(`instrument.${value}`)] as const),
        ]}
        choose={(value) => change({ instrument: (value || undefined) as Instrument | undefined })}
      />
    </>
  );
}

interface ChoiceProps {
  name: string;
  labelled: boolean;
  value: string;
  options: readonly (readonly [value: string, label: string])[];
  choose: (value: string) => void;
}

/** The browser's own list: the first page has no other field, and need not load what fields are made of. */
function Choice({ name, labelled, value, options, choose }: ChoiceProps) {
  const list = (
    <select
      className="plain-select"
      value={value}
      onChange={({ currentTarget }) => choose(currentTarget.value)}
      {...(!labelled && { 'aria-label': name })}
    >
      {options.map(([key, label]) => (
        <option key={key} value={key}>
          {label}
        </option>
      ))}
    </select>
  );
  return labelled ? (
    <label className="plain-field">
      {name}
      {list}
    </label>
  ) : (
    list
  );
}
