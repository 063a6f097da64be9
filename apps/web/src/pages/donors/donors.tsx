import './words';
import '../../styles/forms.css';
import '../contributions/contributions.css';
import { Anchor, Box, Group, NativeSelect, Stack, TextInput } from '@mantine/core';
import IconSearch from '@tabler/icons-react/dist/esm/icons/IconSearch.mjs';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../acts/act-button';
import { useLanguage } from '../../i18n/i18n';
import { useSession } from '../../session/session';
import { useFilters } from '../../shell/filters';
import { PageHeading } from '../../shell/page-heading';
import { BlockSkeleton, Loaded } from '../../states/states';
import { type Column, DataTable } from '../../tables/data-table';
import { useDonors } from '../contributions/contributions-api';
import { DonorForm } from './donor-form';
import { type Donor, donorKinds } from './donors-api';

/** The register of donors. */
export default function DonorsPage() {
  const { t } = useTranslation('donors');
  const { t: common } = useTranslation();
  const { data: person } = useSession();
  const query = useDonors();
  const [writing, setWriting] = useState(false);
  const officer = person?.roles.includes('finance-officer');
  return (
    <Stack gap="md">
      <PageHeading title={t('title')} subtitle={t('subtitle')}>
        <ActButton
          because={officer ? undefined : t('because', { role: common('role.finance-officer') })}
          onClick={() => setWriting(true)}
        >
          {t('new')}
        </ActButton>
      </PageHeading>
      {writing && <DonorForm close={() => setWriting(false)} />}
      <Loaded query={query} skeleton={<BlockSkeleton height={480} />}>
        {(donors) => <Listed donors={donors} />}
      </Loaded>
    </Stack>
  );
}

function Listed({ donors }: { donors: readonly Donor[] }) {
  const { t } = useTranslation('donors');
  const [{ q, genre }, change] = useFilters();
  const columns = useColumns();
  const word = bare(q ?? '');
  const rows = donors
    .filter(({ kind }) => !genre || kind === genre)
    .filter(({ code, name, payerAliases }) => bare([code, name, ...payerAliases].join(' ')).includes(word))
    .sort((a, b) => a.name.localeCompare(b.name));
  return (
    <Stack gap="sm">
      <Group gap="xs">
        <TextInput
          aria-label={t('search')}
          placeholder={t('search')}
          leftSection={<IconSearch size={16} />}
          value={q ?? ''}
          onChange={({ currentTarget }) => change({ q: currentTarget.value || undefined })}
        />
        <NativeSelect
          aria-label={t('column.kind')}
          value={genre ?? ''}
          data={[
            { value: '', label: t('allKinds') },
            ...donorKinds.map((value) => ({ value, label: t(`kind.${value}`) })),
          ]}
          onChange={({ currentTarget }) => change({ genre: currentTarget.value || undefined })}
        />
      </Group>
      <DataTable
        label={t('title')}
        testid="donors"
        columns={columns}
        rows={rows}
        rowKey={({ code }) => code}
        minWidth={820}
        empty={t('empty')}
      />
    </Stack>
  );
}

const bare = (text: string) =>
  text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase();

function useColumns(): Column<Donor>[] {
  const { t } = useTranslation('donors');
  const language = useLanguage();
  const countries = new Intl.DisplayNames([language], { type: 'region' });
  const countryOf = ({ country }: Donor) => (country === null ? '—' : (countries.of(country) ?? country));
  return [
    {
      id: 'name',
      header: t('column.name'),
      accessorKey: 'name',
      cell: ({ row: { original } }) => (
        <div className="two-lines">
          <Anchor fw={600} renderRoot={(props) => <Link to={`/bailleurs/${original.code}`} {...props} />}>
            {original.name}
          </Anchor>
          <span className="muted">{original.code}</span>
          <Box hiddenFrom="sm" className="muted">
            {[t(`kind.${original.kind}`), original.country && countryOf(original)].filter(Boolean).join(' · ')}
          </Box>
        </div>
      ),
    },
    { id: 'kind', header: t('column.kind'), accessorFn: ({ kind }) => t(`kind.${kind}`), meta: { wide: true } },
    {
      id: 'country',
      header: t('column.country'),
      accessorFn: countryOf,
      meta: { wide: true },
    },
    {
      id: 'aliases',
      header: t('column.aliases'),
      enableSorting: false,
      cell: ({ row: { original } }) => <span className="wrapped">{original.payerAliases.join(' · ') || '—'}</span>,
    },
    {
      id: 'iati',
      header: t('column.iati'),
      accessorFn: ({ iatiOrgId }) => iatiOrgId ?? '—',
      meta: { wide: true },
    },
  ];
}
