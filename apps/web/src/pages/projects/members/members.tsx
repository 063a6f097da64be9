import '../words';
import { Button, Checkbox, Group, Stack } from '@mantine/core';
import IconCircleCheck from '@tabler/icons-react/dist/esm/icons/IconCircleCheck.mjs';
import '../../../styles/forms.css';
import { Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../i18n/i18n';
import { useSession } from '../../../session/session';
import { useFilters } from '../../../shell/filters';
import { PageHeading } from '../../../shell/page-heading';
import { BlockSkeleton, Loaded } from '../../../states/states';
import { StateMark } from '../../../states/state-mark';
import { type Column, DataTable } from '../../../tables/data-table';
import { mayOpen } from '../../page';
import { countryName } from '../names';
import { type City, useCities } from '../projects-api';
import '../projects.css';
import { latePart } from '../../../parts/late-part';

const MemberForm = latePart(() => import('./member-form'));
const kinds = ['CITY', 'ASSOCIATION', 'SECRETARIAT'] as const;

/** The register of members: where they are, since when, and who sits at the Bureau. */
export default function Members() {
  const { t } = useTranslation('projects');
  const { data: person } = useSession();
  const [{ bureau }, change] = useFilters();
  const [edited, setEdited] = useState<City | 'new'>();
  const secretariat = person ? mayOpen(person, ['secretariat']) : false;
  return (
    <Stack gap="md">
      <PageHeading title={t('members.title')} subtitle={t('members.subtitle')}>
        {secretariat && <Button onClick={() => setEdited('new')}>{t('members.add')}</Button>}
      </PageHeading>
      <Group className="no-print">
        <Checkbox
          label={t('members.bureauOnly')}
          checked={bureau === 'oui'}
          onChange={(event) => change({ bureau: event.currentTarget.checked ? 'oui' : undefined })}
        />
      </Group>
      <Loaded query={useCities()} skeleton={<BlockSkeleton height={480} />}>
        {({ items }) => (
          <MemberTable
            cities={items.filter(({ bureauMember }) => bureau !== 'oui' || bureauMember)}
            {...(secretariat && { edit: setEdited })}
          />
        )}
      </Loaded>
      {edited && (
        <Suspense>
          <MemberForm {...(edited !== 'new' && { city: edited })} close={() => setEdited(undefined)} />
        </Suspense>
      )}
    </Stack>
  );
}

function MemberTable({ cities, edit }: { cities: City[]; edit?: (city: City) => void }) {
  const { t } = useTranslation('projects');
  const language = useLanguage();
  const columns = useMemo<Column<City>[]>(() => {
    const kindOf = (kind: string) => {
      const known = kinds.find((one) => one === kind);
      return known ? t(`members.${known}`) : kind;
    };
    return [
      {
        id: 'name',
        header: t('members.name'),
        accessorFn: ({ name }) => name,
        cell: ({ row: { original } }) =>
          edit ? (
            <Button
              variant="subtle"
              size="compact-sm"
              aria-label={t('members.edit', { name: original.name })}
              onClick={() => edit(original)}
            >
              {original.name}
            </Button>
          ) : (
            original.name
          ),
      },
      { id: 'country', header: t('members.country'), accessorFn: ({ country }) => countryName(country, language) },
      { id: 'kind', header: t('members.kind'), accessorFn: ({ kind }) => kindOf(kind) },
      {
        id: 'since',
        header: t('members.since'),
        accessorFn: ({ memberSince }) => memberSince ?? '',
        meta: { align: 'right' },
      },
      {
        id: 'seat',
        header: t('members.seat'),
        accessorFn: ({ bureauMember }) => (bureauMember ? 0 : 1),
        cell: ({ row: { original } }) =>
          original.bureauMember ? (
            <StateMark tone="done" icon={IconCircleCheck}>
              {t('members.seated')}
              {isExample(original) && ` (${t('basis.ILLUSTRATIVE').toLowerCase()})`}
            </StateMark>
          ) : (
            t('members.notSeated')
          ),
      },
    ];
  }, [t, language, edit]);
  return (
    <DataTable
      label={t('members.title')}
      columns={columns}
      rows={cities}
      rowKey={({ code }) => code}
      empty={t('members.none')}
      testid="members-table"
    />
  );
}

/** Whether its seat of today is one of the demonstration only. */
function isExample({ seats }: City): boolean {
  return seats.some(({ to, basis }) => to === null && basis === 'ILLUSTRATIVE');
}
