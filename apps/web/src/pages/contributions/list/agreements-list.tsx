import { Button, Group, NativeSelect, SegmentedControl, Stack, TextInput } from '@mantine/core';
import IconDownload from '@tabler/icons-react/dist/esm/icons/IconDownload.mjs';
import IconSearch from '@tabler/icons-react/dist/esm/icons/IconSearch.mjs';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../i18n/i18n';
import { instruments, useFilters } from '../../../shell/filters';
import { BlockSkeleton, Loaded } from '../../../states/states';
import { downloadRows } from '../../../tables/table-csv';
import { type Agreement, useAgreements } from '../contributions-api';
import { useEarmarkWords } from '../earmark';
import { AgreementsTable } from './agreements-table';
import { type AgreementFilters, earmarkLevels, filtered } from './filtered';
import { InstalmentsTimeline } from './timeline';

/** Agreements, filtered in the address, as a table or on a timeline. */
export function AgreementsList() {
  const query = useAgreements();
  return (
    <Loaded query={query} skeleton={<BlockSkeleton height={560} />}>
      {(agreements) => <Listed agreements={agreements} />}
    </Loaded>
  );
}

function Listed({ agreements }: { agreements: readonly Agreement[] }) {
  const [filters] = useFilters();
  const rows = filtered(agreements, filters);
  return (
    <Stack gap="sm">
      <Bar agreements={agreements} shown={rows} />
      {filters['forme'] === 'calendrier' ? (
        <InstalmentsTimeline agreements={rows} />
      ) : (
        <AgreementsTable agreements={rows} />
      )}
    </Stack>
  );
}

function Bar({ agreements, shown }: { agreements: readonly Agreement[]; shown: readonly Agreement[] }) {
  const { t } = useTranslation('contributions');
  const { t: common } = useTranslation();
  const [filters, change] = useFilters();
  const exported = useExport();
  const donors = new Map(agreements.map(({ donor, donorName }) => [donor, donorName]));
  const currencies = [...new Set(agreements.map(({ amount }) => amount.currency))].sort();
  const select = (name: keyof AgreementFilters, values: { value: string; label: string }[], any: string) => (
    <NativeSelect
      w={210}
      aria-label={t(`filter.${name}`)}
      value={filters[name] ?? ''}
      data={[{ value: '', label: any }, ...values]}
      onChange={({ currentTarget }) => change({ [name]: currentTarget.value || undefined })}
    />
  );
  return (
    <Group gap="xs" justify="space-between" align="end">
      <Group gap="xs">
        <TextInput
          w={185}
          aria-label={t('filter.q')}
          placeholder={t('filter.q')}
          leftSection={<IconSearch size={16} />}
          value={filters['q'] ?? ''}
          onChange={({ currentTarget }) => change({ q: currentTarget.value || undefined })}
        />
        {select(
          'bailleur',
          [...donors].map(([value, label]) => ({ value, label })).sort((a, b) => a.label.localeCompare(b.label)),
          t('filter.allDonors'),
        )}
        {select(
          'instrument',
          instruments.map((value) => ({ value, label: common(`instrument.${value}`) })),
          common('filter.allInstruments'),
        )}
        {select(
          'affectation',
          earmarkLevels.map((value) => ({ value, label: t(`earmark.${value}`) })),
          t('filter.allEarmarks'),
        )}
        {select(
          'devise',
          currencies.map((value) => ({ value, label: value })),
          t('filter.allCurrencies'),
        )}
        {select('retard', [{ value: 'oui', label: t('filter.lateOnly') }], t('filter.lateOrNot'))}
      </Group>
      <Group gap="xs">
        <SegmentedControl
          aria-label={t('filter.shape')}
          value={filters['forme'] === 'calendrier' ? 'calendrier' : 'tableau'}
          onChange={(value) => change({ forme: value === 'tableau' ? undefined : value })}
          data={[
            { value: 'tableau', label: t('shape.table') },
            { value: 'calendrier', label: t('shape.timeline') },
          ]}
        />
        <Button
          variant="default"
          leftSection={<IconDownload size={16} />}
          onClick={() => exported(shown)}
          data-testid="export"
        >
          {t('export', { count: shown.length })}
        </Button>
      </Group>
    </Group>
  );
}

function useExport(): (rows: readonly Agreement[]) => void {
  const { t } = useTranslation('contributions');
  const { t: common } = useTranslation();
  const language = useLanguage();
  const earmark = useEarmarkWords();
  return (rows) =>
    downloadRows(
      rows,
      [
        { heading: t('column.donor'), value: ({ donorName }) => donorName },
        { heading: t('column.agreement'), value: ({ code }) => code },
        { heading: t('column.instrument'), value: ({ instrument }) => common(`instrument.${instrument}`) },
        { heading: t('column.earmark'), value: (row) => earmark(row.earmark) },
        { heading: t('column.currency'), value: ({ amount }) => amount.currency },
        { heading: t('column.agreed'), value: ({ amount }) => amount },
        { heading: t('column.receivedEur'), value: ({ figures }) => figures.received.value },
        { heading: t('column.expected'), value: ({ expected }) => expected },
        { heading: t('column.late'), value: ({ late }) => late },
        { heading: t('column.daysLate'), value: ({ daysLate }) => String(daysLate) },
        { heading: t('column.basis'), value: ({ basis }) => basis ?? '' },
      ],
      language,
      t('fileName'),
    );
}
